use graph_client::{api, api::user, *};

async fn revoke(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().permissions().revoke_one(api::permission::Name::Email)).await?;
    Ok(())
}

fn main() {}
