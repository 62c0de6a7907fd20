//~ says: `picture`, `name`, `caption` and `description` require `link`
//~ rule: only_with
//~ promise: Dependent parameters: The description of a link requires the link.
use graph_client::{
    api as fb,
    api::user::{self, feed},
    *,
};

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi").name("Our trip"))).await?;
    Ok(())
}

fn main() {}
