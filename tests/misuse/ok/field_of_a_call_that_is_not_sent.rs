use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<()> {
    println!("{}", me.send(user::me().albums().create("Beach")).await?.id);
    drop(me);
    Ok(())
}

fn main() {}
