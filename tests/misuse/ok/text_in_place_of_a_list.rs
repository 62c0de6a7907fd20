use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().questions().create("Which tea?").options(["Mint", "Black"])).await?;
    Ok(())
}

fn main() {}
