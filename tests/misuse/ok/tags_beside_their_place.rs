use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>, friend: user::Id) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi")).place(feed::place("110").tags([friend])))
        .await?;
    Ok(())
}

fn main() {}
