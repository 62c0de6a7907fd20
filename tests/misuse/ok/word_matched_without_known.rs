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
        Some(Open::Known(Gender::Female)) => "she",
        _ => "they",
    }
}

fn main() {}
