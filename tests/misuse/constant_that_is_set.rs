//~ says: no method named `status` found
//~ promise: Values: A value that is always the same is no parameter.
use graph_platform::{
    Client, Result, SystemUserToken,
    whatsapp::phone_number,
};

async fn send(bot: &Client<SystemUserToken>, to: &str) -> Result<()> {
    bot.send(phone_number::id("1065").messages().mark_read(to).status("delivered")).await?;
    Ok(())
}

fn main() {}
