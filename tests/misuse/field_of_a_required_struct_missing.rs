//~ says: missing field `message` in initializer of
//~ promise: Parameters: Two required texts that could be swapped are fields of a struct.
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
