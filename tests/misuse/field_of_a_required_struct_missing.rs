//~ says: missing field `message` in initializer of
//~ promise: Parameters: Required arguments of one type are fields of a struct, so that they cannot be swapped.
use graph_client::{
    api::user::{self, notes},
    *,
};

async fn write(me: Client<UserToken>) -> Result<()> {
    let note = notes::CreateParams { subject: "Plans".into() };
    me.send(user::me().notes().create(note)).await?;
    Ok(())
}

fn main() {}
