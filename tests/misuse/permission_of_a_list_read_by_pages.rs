//~ says: `MyApp` does not hold the permission `friends_games_activity`
//~ promise: Permissions: A list requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! {
    /// One's own are widened only, so that they compile.
    pub struct MyApp in fb: [user_photos];
}

async fn pages(me: Client<UserToken, MyApp>) -> Result<usize> {
    let mut pages = me.pages(user::friend("5").achievements());
    let mut count = 0;
    while pages.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

fn main() {}
