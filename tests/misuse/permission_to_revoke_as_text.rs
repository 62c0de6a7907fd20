//~ says: `&str` is not a variant of `graph_client::api::permission::Name`
//~ says: for a value that the schema does not list, pass `Open::parse("..")`
//~ promise: Parameters: An enum parameter takes the variants of its enum; an unknown variant suggests the nearest.
use graph_client::{api::user, *};

async fn revoke(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().permissions().revoke_one("email")).await?;
    Ok(())
}

fn main() {}
