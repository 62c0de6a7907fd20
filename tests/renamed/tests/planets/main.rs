//! A custom API through a renamed dependency, called from a file in a subfolder.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![deny(missing_docs, unused)]

mod deeper;

use renamed_client::{Describe, Fields};

renamed_client::permissions! {
    /// What is asked for.
    pub struct Crew in deeper::api: [land];
}

/// A planet of the wholly own API.
#[derive(Debug, Fields)]
#[graph(node = deeper::api::planet)]
pub struct Planet {
    /// Its name.
    pub name: String,
    /// Its moons.
    pub moons: renamed_client::Connection<Moon>,
}

/// A moon.
#[derive(Debug, Fields)]
#[graph(node = deeper::api::moon)]
pub struct Moon {
    /// Its type, which is a keyword in Rust.
    pub r#type: Option<String>,
}

#[test]
fn the_path_is_relative_to_the_file_and_the_name_of_the_crate_does_not_matter() {
    use deeper::api::planet;
    let call = planet::id("3").get::<Planet>();
    assert_eq!(
        call.curl(),
        "curl -H 'Authorization: Bearer <token>' 'https://planets.example/v1.0/3?fields=name,moons%7Btype%7D'"
    );
    let call = planet::id("a/b").land("base").crew(3);
    assert_eq!(
        call.curl(),
        "curl -X POST -H 'Authorization: Bearer <token>' --data-urlencode 'type=base' --data-urlencode 'crew=3' \
         'https://planets.example/v1.0/a%2Fb/landings'"
    );
    assert_eq!(call.permissions(), [["land"]]);

    // Two of one type could be swapped, so they have names; and names of our own do not clash.
    let names = planet::rename::RenameParams { call: "us".into(), params: "Earth".into() };
    let call = planet::id("3").rename(names).value("luna");
    assert_eq!(
        call.curl(),
        "curl -X POST -H 'Authorization: Bearer <token>' --data-urlencode 'params=Earth' --data-urlencode 'value=luna' \
         'https://planets.example/v1.0/3/name/us'"
    );
}
