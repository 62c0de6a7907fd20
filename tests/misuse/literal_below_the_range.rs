//~ says: `score` is out of range: expected at least 0
//~ promise: Parameters: Limits of a literal can be checked at compile time.
use graph_client::{
    api::user::{self, scores},
    *,
};

const SCORE: i64 = scores::checked_score(-1);

async fn post(app: Client<AppToken>) -> Result<()> {
    app.send(user::id("4").scores().create(SCORE)).await?;
    Ok(())
}

fn main() {}
