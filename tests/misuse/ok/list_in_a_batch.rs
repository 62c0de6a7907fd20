use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    let likes = me.page(user::me().likes()).await;
    let score = me.send(user::me().scores().delete()).await;
    likes?;
    score
}

fn main() {}
