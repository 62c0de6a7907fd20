//~ says: `&str` is no word of `graph_client::api::permission::Name`
//~ says: its words are the variants of `graph_client::api::permission::Name`; for one that is newer than the schema, give `Open::parse("..")`
//~ promise: Parameters: An enum parameter takes the variants of its enum; an unknown variant suggests the nearest.
use graph_client::{api::user, *};

async fn revoke(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().permissions().revoke_one("email")).await?;
    Ok(())
}

fn main() {}
