fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The derives read it here, and not in the crate with the module.
    cynic_codegen::register_schema("catalogue")
        .from_sdl_file("../cynic-schema/catalogue.graphql")?
        .as_default()?;
    Ok(())
}
