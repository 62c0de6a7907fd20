use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Option<Birthday>,
}

async fn birthday(me: Client<UserToken>) -> Result<Option<Birthday>> {
    Ok(me.get::<Profile>(user::me()).await?.birthday)
}

fn main() {}
