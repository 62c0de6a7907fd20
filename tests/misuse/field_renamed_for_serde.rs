//~ says: the schema has no field of this name; `#[serde(rename = "..")]` does not change the name that is requested
//~ says: name the field with `#[graph(field = first_name)]`
//~ promise: Fields: `#[graph(field = ..)]` names the field of the schema, and serde's `rename` the key in your own JSON.
use graph_client::{api::user, *};

#[derive(Fields, serde::Serialize)]
#[graph(node = user)]
struct Profile {
    #[serde(rename = "first_name")]
    given: String,
}

fn main() {}
