#![deny(deprecated)]
use graph_client::{
    api::{self as fb, user},
    *,
};

async fn here(me: Client<UserToken>, at: fb::Coordinates) -> Result<()> {
    let (made, score) = me
        .batch((
            user::me().feed().create_post(user::feed::message("hi")).place("110"),
            user::me().scores().delete(),
        ))
        .await?;
    made?;
    score
}

fn main() {}
