use graph_client::{api as fb, api::user, *};

async fn read(me: Client<UserToken>) -> Result<fb::User> {
    let (me, score) = me.batch((user::me().get::<fb::User>(), user::me().scores().delete())).await?;
    score?;
    me
}

fn main() {}
