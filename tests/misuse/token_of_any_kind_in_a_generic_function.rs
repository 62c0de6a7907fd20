//~ says: this takes a user token, and the client holds a `K`
//~ promise: Access tokens: A function that is generic over the token kind declares the kinds it accepts.
use graph_client::{api::user, token::TokenKind, *};

async fn likes<K: TokenKind>(client: Client<K>, id: user::Id) -> Result<()> {
    client.page(user::id(id).likes()).await?;
    Ok(())
}

fn main() {}
