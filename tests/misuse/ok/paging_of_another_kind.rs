use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>, day: DateTime) -> Result<()> {
    me.page(user::me().feed().since(day)).await?;
    Ok(())
}

fn main() {}
