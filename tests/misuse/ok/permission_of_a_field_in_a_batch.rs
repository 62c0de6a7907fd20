use graph_client::{
    api::{self as fb, page, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions, user_hometown]; }

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    hometown: Option<Ref<page::Node>>,
}

async fn profile(me: Client<UserToken, MyApp>) -> Result<Profile> {
    let (profile, score) = me.batch((user::me().get::<Profile>(), user::me().scores().delete())).await?;
    score?;
    profile
}

fn main() {}
