use graph_client::{
    api::user::{self, friendlists},
    *,
};

const LIST: &str = friendlists::checked_name("People from the village");

async fn make(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().friendlists().create(LIST)).await?;
    Ok(())
}

fn main() {}
