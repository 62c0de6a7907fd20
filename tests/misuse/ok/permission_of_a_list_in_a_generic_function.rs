use graph_client::{
    api::{PageLike, user},
    *,
};

async fn fans<P: graph_client::api::permission::user_likes>(
    me: &Client<UserToken, P>,
) -> Result<Vec<PageLike>> {
    me.items(user::me().likes()).try_collect().await
}

fn main() {}
