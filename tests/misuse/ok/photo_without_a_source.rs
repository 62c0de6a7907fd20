use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().photos().create(user::photos::url("https://example.com/a.jpg")).message("The beach"))
        .await?;
    Ok(())
}

fn main() {}
