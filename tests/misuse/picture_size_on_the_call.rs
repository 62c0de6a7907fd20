//~ says: `width` is set with `size`, not on the call
//~ says: write `.size(picture::width(..))`
//~ rule: not_together
//~ promise: Dependent parameters: A picture has either a named size or one in pixels.
use graph_client::{api::user, *};

async fn portrait(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().picture().get().width(200)).await?;
    Ok(())
}

fn main() {}
