//~ says: is not a
//~ promise: Values: The elements of a list have one type.
use graph_platform::whatsapp::{OptionList, message};

fn teas() -> OptionList {
    message::list("Which tea?", "Choose").section("Teas", [message::reply_button("1", "Green")])
}

fn main() {}
