use graph_client::{api::user, *};

async fn write(me: Client<UserToken>) -> Result<()> {
    me.send(
        user::me()
            .notes()
            .create(user::notes::CreateParams { subject: "Plans".into(), message: "Big ones".into() }),
    )
    .await?;
    Ok(())
}

fn main() {}
