use graph_client::{
    api::{User, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<User> {
    me.get::<User>(user::me().fields([user::fields::name])).await
}

fn main() {}
