//~ says: `MyApp` does not hold the permission `user_hometown`
//~ promise: Permissions: A field requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, page, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions]; }

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
