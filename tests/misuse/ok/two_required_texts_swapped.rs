use graph_client::{api::user, *};

async fn write(me: Client<UserToken>, subject: String, message: String) -> Result<()> {
    me.send(user::me().notes().create(user::notes::CreateParams { message, subject })).await?;
    Ok(())
}

fn main() {}
