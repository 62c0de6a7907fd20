use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_status]; }

async fn visits(me: Client<UserToken, MyApp>) -> Result<Page<fb::Checkin>> {
    me.page(user::me().checkins()).await
}

fn main() {}
