//~ says: no method named `caption` found for struct
//~ promise: Values: A content has only the members of its kind.
use graph_platform::{
    Client, Result, SystemUserToken,
    whatsapp::{message, phone_number},
};

async fn send(bot: &Client<SystemUserToken>, to: &str) -> Result<()> {
    bot.send(phone_number::id("1065").messages().create(to, message::text("Tea").caption("hot"))).await?;
    Ok(())
}

fn main() {}
