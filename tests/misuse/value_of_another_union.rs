//~ says: is not a
//~ promise: Values: A value converts only into the union that it is a kind of.
use graph_platform::{
    Client, Result, SystemUserToken,
    whatsapp::{phone_number, template},
};

async fn send(bot: &Client<SystemUserToken>, to: &str) -> Result<()> {
    bot.send(phone_number::id("1065").messages().create(to, template::body(["Zoe"]))).await?;
    Ok(())
}

fn main() {}
