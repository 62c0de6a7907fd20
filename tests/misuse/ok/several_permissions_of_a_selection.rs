use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [email, user_birthday]; }

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
