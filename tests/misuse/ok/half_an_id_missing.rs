use graph_client::{api::apprequest, *};

async fn remove(me: Client<UserToken>) -> Result<()> {
    me.send(apprequest::of("123", "5").delete()).await
}

fn main() {}
