use graph_platform::whatsapp::{OptionList, message};

fn teas() -> OptionList {
    message::list("Which tea?", "Choose").section("Teas", [message::row("1", "Green")])
}

fn main() {}
