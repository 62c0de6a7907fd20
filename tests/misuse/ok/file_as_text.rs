use graph_client::{api::user, *};

async fn film(me: Client<UserToken>, bytes: Vec<u8>) -> Result<()> {
    me.send(user::me().videos().create(File::new("film.mp4", bytes))).await?;
    Ok(())
}

fn main() {}
