//~ says: `MyApp` does not hold any of the permissions `user_checkins` or `user_status`
//~ says: add `user_checkins` or `user_status` to the `permissions!` list of `MyApp`
//~ promise: Permissions: If any of several permissions suffices, one is enough.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

async fn visits(me: Client<UserToken, MyApp>) -> Result<Page<fb::Checkin>> {
    me.page(user::me().checkins()).await
}

fn main() {}
