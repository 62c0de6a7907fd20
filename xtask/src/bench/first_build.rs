//! What the first build of a program costs, and what it makes: ours against the same by hand.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use graph_benches::{Row, Unit};

use super::{
    compile::cpu,
    scratch::{Job, Package, Scratch, write},
};

const GROUP: &str = "first build";

/// A program that sends one message.
pub const OURS: &str = r#"use graph_platform::{Graph, SystemUserToken, whatsapp::{self as wa, message, phone_number}};

#[tokio::main(flavor = "current_thread")]
async fn main() -> graph_platform::Result<()> {
    let graph = Graph::builder().api(wa::api()).build();
    let bot = graph.with(SystemUserToken::new(std::env::var("GRAPH_TOKEN").unwrap_or_default()));
    let sent = bot.send(phone_number::id("1065").messages().create("4915700000001", message::text("Hello"))).await?;
    println!("{sent:?}");
    Ok(())
}
"#;

/// The same by hand.
pub const BY_HAND: &str = r#"use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Message<'a> {
    messaging_product: &'a str,
    to: &'a str,
    r#type: &'a str,
    text: Text<'a>,
}

#[derive(Serialize)]
struct Text<'a> {
    body: &'a str,
}

#[derive(Debug, Deserialize)]
struct Sent {
    #[allow(dead_code)]
    messages: Vec<Id>,
}

#[derive(Debug, Deserialize)]
struct Id {
    #[allow(dead_code)]
    id: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { messaging_product: "whatsapp", to: "4915700000001", r#type: "text", text: Text { body: "Hello" } };
    let request = reqwest::Client::new().post("https://graph.facebook.com/v25.0/1065/messages");
    let request = request.bearer_auth(std::env::var("GRAPH_TOKEN").unwrap_or_default());
    let sent: Sent = request.json(&message).send().await?.error_for_status()?.json().await?;
    println!("{}", serde_json::to_string(&format!("{sent:?}"))?);
    Ok(())
}
"#;

/// The dependencies of the program by hand.
pub const BY_HAND_CRATES: &str = r#"reqwest = { version = "0.13", features = ["json"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
"#;

/// All rows.
pub fn rows(scratch: &Scratch) -> Result<Vec<Row>, String> {
    let mut ours = program(scratch, "first_ours", &our_crates(&["whatsapp"]), OURS)?;
    let mut by_hand = program(scratch, "first_by_hand", BY_HAND_CRATES, BY_HAND)?;
    let crates = (crates(&ours)?, crates(&by_hand)?);
    let (at_ours, at_by_hand) = (scratch.at("target-first-ours"), scratch.at("target-first-by-hand"));
    let mut rows = Vec::new();
    for (job, what) in [(Job::Debug, "debug"), (Job::Release, "release")] {
        let took = (ours.clean(job, at_ours.clone())?.cpu, by_hand.clean(job, at_by_hand.clone())?.cpu);
        let name = format!("WhatsApp from nothing, {what}, reqwest and serde by hand");
        let row = Row { group: GROUP.to_owned(), ..cpu(&name, took.0, Some(took.1)) };
        rows.push(row.note(&format!("{} and {} crates", crates.0, crates.1)));
    }
    // The release builds were the last.
    let size = (size(&at_ours.join("release/first_ours"))?, size(&at_by_hand.join("release/first_by_hand"))?);
    rows.push(Row::against(GROUP, "size of the program in release, by hand", Unit::Bytes, size.0, size.1));
    Ok(rows)
}

/// The dependencies of our program.
pub fn our_crates(features: &[&str]) -> String {
    let platform = Package::path("graph-platform");
    let platform = platform.trim_end_matches(" }");
    format!(
        "graph-platform = {platform}, features = {features:?} }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    )
}

fn size(path: &Path) -> Result<f64, String> {
    let about = fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(about.len() as f64)
}

/// A package with a program, and an empty library beside it.
pub fn program(scratch: &Scratch, name: &str, dependencies: &str, source: &str) -> Result<Package, String> {
    let package = scratch.package(name, dependencies, "")?;
    write(&package.folder.join("src/main.rs"), source)?;
    Ok(package)
}

/// How many crates a program is built from, with those of its build.
fn crates(package: &Package) -> Result<usize, String> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&package.folder).args([
        "tree",
        "--prefix",
        "none",
        "--edges",
        "normal,build",
        "--no-dedupe",
    ]);
    let tree = cargo.output().map_err(|error| format!("cargo tree: {error}"))?;
    let text = String::from_utf8_lossy(&tree.stdout);
    let names: BTreeSet<&str> =
        text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty()).collect();
    Ok(names.len())
}
