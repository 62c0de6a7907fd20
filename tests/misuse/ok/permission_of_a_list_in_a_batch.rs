use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions, user_likes]; }

async fn count(me: Client<UserToken, MyApp>) -> Result<usize> {
    let (likes, score) = me.batch((user::me().likes(), user::me().scores().delete())).await?;
    score?;
    Ok(likes?.len())
}

fn main() {}
