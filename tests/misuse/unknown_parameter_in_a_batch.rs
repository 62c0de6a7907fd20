//~ says: no method named `descripton` found
//~ says: there is a method `description` with a similar name
//~ promise: Parameters: An unknown parameter is an error that suggests the nearest.
use graph_client::{api::user, *};

async fn film(me: Client<UserToken>, film: File) -> Result<()> {
    let upload = user::me().videos().create(film);
    me.batch((upload.descripton("Us"), user::me().scores().create(5))).await?;
    Ok(())
}

fn main() {}
