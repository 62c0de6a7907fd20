//~ says: expected `Open<Gender>`, found `Gender`
//~ promise: Fields: An enum field is read as `Open<..>`, which keeps unknown words.
use graph_client::{
    api::{Gender, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    gender: Option<Open<Gender>>,
}

fn say(profile: &Profile) -> &'static str {
    match profile.gender {
        Some(Gender::Female) => "she",
        _ => "they",
    }
}

fn main() {}
