use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    let post = feed::message("hi").link(feed::link("https://example.com")).caption("by us");
    let (made, score) = me.batch((user::me().feed().create_post(post), user::me().scores().delete())).await?;
    made?;
    score
}

fn main() {}
