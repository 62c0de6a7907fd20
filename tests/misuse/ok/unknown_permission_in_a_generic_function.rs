use graph_client::{api as fb, *};

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>) -> Result<()> {
    me.send(fb::post::id("5").delete()).await
}

fn main() {}
