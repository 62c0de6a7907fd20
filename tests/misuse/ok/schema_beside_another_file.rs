#[path = "../deeper/right.rs"]
mod planets;

fn main() {}
