use graph_client::{api as fb, api::user, *};

async fn read(me: Client<UserToken>) -> Result<Option<String>> {
    Ok(me.get::<fb::User>(user::me()).await?.name)
}

fn main() {}
