//~ says: cannot read `$DIR/misuse/deeper/schema/no_json_mended.json`
//~ file: deeper/wrong.rs
//~ promise: Schemas and macros: A missing schema file is reported with the path that was tried.
#[path = "deeper/wrong.rs"]
mod planets;

fn main() {}
