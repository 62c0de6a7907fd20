use graph_client::{api::user, *};

async fn film(me: Client<UserToken>, film: File) -> Result<()> {
    let upload = user::me().videos().create(film);
    me.batch((upload.description("Us"), user::me().scores().create(5))).await?;
    Ok(())
}

fn main() {}
