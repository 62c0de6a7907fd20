//~ says: this function takes 2 arguments but 1 argument was supplied
//~ promise: Values: The required members of an object that is sent are arguments.
use graph_platform::{
    Client, Result, SystemUserToken,
    whatsapp::{message, phone_number},
};

async fn send(bot: &Client<SystemUserToken>, to: &str) -> Result<()> {
    bot.send(phone_number::id("1065").messages().create(to, message::template("order_confirmation"))).await?;
    Ok(())
}

fn main() {}
