//~ says: `MyApp` does not hold the permission `email`
//~ errors: 2
//~ promise: Permissions: A field requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    email: Option<String>,
    birthday: Option<Birthday>,
}

async fn profile(me: Client<UserToken, MyApp>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
