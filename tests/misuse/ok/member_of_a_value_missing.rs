use graph_platform::{
    Client, Result, SystemUserToken,
    whatsapp::{message, phone_number},
};

async fn send(bot: &Client<SystemUserToken>, to: &str) -> Result<()> {
    bot.send(
        phone_number::id("1065").messages().create(to, message::template("order_confirmation", "en_US")),
    )
    .await?;
    Ok(())
}

fn main() {}
