use graph_client::{api::user, *};

async fn reset(me: Client<UserToken>) -> Result<()> {
    let none = || user::me().scores().delete();
    let six = || (none(), none(), none(), none(), none(), none());
    drop(six());
    let all = me.batch((six(), six(), none()));
    drop(all.await?);
    Ok(())
}

fn main() {}
