//! A schema of names that could meet what generated code adds compiles, without a warning.

#![deny(warnings)]

mod api {
    graph_client::graph_api!("../names/graph.json");
}

use api::n::{self, a};

#[test]
fn helpers_are_named_around_what_the_schema_names() {
    // `CreateParams` is the operation `create_params`; ids that are references on the wire are ids here.
    let ids = a::CreateParamsParams { to: graph_client::Id::new("1"), from: graph_client::Id::new("2") };
    drop(n::id("1").a().create_params(ids));
    // Two groups of more than three: two arguments.
    let call = n::id("1").a().create(a::b("B"), a::content("C"), a::e("E"));
    drop(call);
    // A group beside one that would be named the same.
    drop(n::id("1").a().into_a(a::into_a_a("A"), a::into_a_c("C")));
    // An object that holds others of its kind is an argument by itself, with or without what depends on it.
    drop(n::id("1").link().to(api::N { a: Some("A".into()), ..Default::default() }));
    drop(n::id("1").link().to(n::link::to(api::N::default()).how("slowly")));
}
