use graph_client::{api::user, *};

async fn names(me: Client<UserToken>) -> Result<Vec<Option<String>>> {
    let friends = me.page(user::me().friends()).await?;
    Ok(friends.iter().map(|friend| friend.name.clone()).collect())
}

fn main() {}
