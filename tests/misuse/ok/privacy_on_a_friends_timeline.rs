use graph_client::{
    api::{
        self as fb,
        user::{self, feed},
    },
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    let privacy = fb::Privacy::default();
    me.send(user::me().feed().create_post(feed::message("hi")).privacy(privacy)).await?;
    Ok(())
}

fn main() {}
