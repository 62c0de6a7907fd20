//~ says: cannot read `$DIR/misuse/deeper/schema/no_json_mended.json`
//~ file: deeper/wrong.rs
//~ promise: Schemas and macros: A schema that is not there is named, with where it was looked for.
#[path = "deeper/wrong.rs"]
mod planets;

fn main() {}
