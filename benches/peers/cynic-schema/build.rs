fn main() -> Result<(), Box<dyn std::error::Error>> {
    cynic_codegen::register_schema("catalogue").from_sdl_file("catalogue.graphql")?.as_default()?;
    Ok(())
}
