use graph_platform::{Client, Result, SystemUserToken, whatsapp::phone_number};

async fn send(bot: &Client<SystemUserToken>, to: &str) -> Result<()> {
    bot.send(phone_number::id("1065").messages().mark_read(to).typing()).await?;
    Ok(())
}

fn main() {}
