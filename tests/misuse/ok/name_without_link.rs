use graph_client::{
    api as fb,
    api::user::{self, feed},
    *,
};

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::link("https://example.com").message("hi").name("Our trip")))
        .await?;
    Ok(())
}

fn main() {}
