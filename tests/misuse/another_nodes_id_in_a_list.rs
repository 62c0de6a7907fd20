//~ says: is not an id of this node
//~ promise: Parameters: An id belongs to one node.
use graph_client::{
    api::{
        page,
        user::{self, feed},
    },
    *,
};

async fn post(me: Client<UserToken>, page: page::Id) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi")).place(feed::place("110").tags([page])))
        .await?;
    Ok(())
}

fn main() {}
