use graph_client::{
    api::user::{self, notes},
    *,
};

async fn write(me: Client<UserToken>) -> Result<()> {
    let note = notes::CreateParams { subject: "Plans".into(), message: "Big ones".into() };
    me.send(user::me().notes().create(note)).await?;
    Ok(())
}

fn main() {}
