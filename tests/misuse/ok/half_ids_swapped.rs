use graph_client::{
    api::{apprequest, user},
    *,
};

async fn remove(me: Client<UserToken>, who: user::Id) -> Result<()> {
    me.send(apprequest::of("123", who).delete()).await
}

fn main() {}
