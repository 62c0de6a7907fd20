use graph_client::{api::user, *};

async fn make(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().albums().create("Beach").message("Last summer")).await?;
    Ok(())
}

fn main() {}
