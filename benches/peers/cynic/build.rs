fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The derives read the schema in this crate, not in the one with the module.
    cynic_codegen::register_schema("catalogue")
        .from_sdl_file("../cynic-schema/catalogue.graphql")?
        .as_default()?;
    Ok(())
}
