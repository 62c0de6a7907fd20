//! `cargo xtask bench`: runs the benchmarks and prints a table, each row with a reference.

mod analyzer;
mod catalogue;
mod compile;
mod first_build;
mod peers;
mod platform;
mod run_time;
mod scratch;
mod selections;
mod tools;
pub mod usage;

use std::path::PathBuf;

use graph_benches::{Row, table};

/// The options of the command.
#[derive(Default)]
struct Options {
    all: bool,
    catalogue: Option<PathBuf>,
    json: bool,
    peers: bool,
    items: Option<u64>,
    only: Option<String>,
}

/// Runs the benchmarks and prints the rows. Returns whether it succeeded.
pub fn bench(args: impl Iterator<Item = String>) -> bool {
    let done = options(args).and_then(|options| {
        let mut rows = Vec::new();
        // What was measured before an error is shown, too: it took long.
        let done = measure(&options, &mut rows);
        print!("{}", if options.json { json(&rows)? } else { table(&rows) });
        done
    });
    if let Err(error) = &done {
        eprintln!("error: {error}");
    }
    done.is_ok()
}

fn json(rows: &[Row]) -> Result<String, String> {
    rows.iter().map(|row| Ok(row.to_json().map_err(|error| error.to_string())? + "\n")).collect()
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("`{arg}` needs a value"));
        match &*arg {
            "--all" => options.all = true,
            "--catalogue" => options.catalogue = Some(value()?.into()),
            "--json" => options.json = true,
            "--peers" => options.peers = true,
            "--items" => {
                let items = value()?;
                let count = items.parse().ok().filter(|items| *items >= 100);
                options.items = Some(
                    count.ok_or(format!("invalid value `{items}` for `--items`: expected 100 or more"))?,
                );
            }
            "--only" => match &*value()? {
                only @ ("analyzer" | "compile" | "first" | "run" | "peers" | "platform" | "scale"
                | "tools") => options.only = Some(only.to_owned()),
                other => {
                    return Err(format!(
                        "invalid value `{other}` for `--only`: expected `run`, `compile`, `platform`, `first`, `analyzer`, `peers`, `scale` or `tools`"
                    ));
                }
            },
            other => return Err(format!("unknown option `{other}`")),
        }
    }
    if options.all && options.only.is_some() {
        return Err("`--all` and `--only` cannot be used together".to_owned());
    }
    options.peers |= options.only.as_deref() == Some("peers");
    if options.peers && options.catalogue.is_none() {
        return Err("`--peers` needs `--catalogue`".to_owned());
    }
    Ok(options)
}

fn measure(options: &Options, rows: &mut Vec<Row>) -> Result<(), String> {
    let only = options.only.as_deref();
    let usual = |part: &str| only.is_none_or(|only| only == part);
    let special = |part: &str| options.all || only == Some(part);
    let catalogue = options.catalogue.as_deref();
    let items = options.items.map(|items| items.to_string());
    if usual("run") {
        rows.extend(run_time::rows("run", &[])?);
    }
    if special("scale") {
        let args: Vec<&str> = items.iter().flat_map(|items| ["--items", items]).collect();
        rows.extend(run_time::rows("scale", &args)?);
    }
    if usual("compile") {
        rows.extend(compile::rows(&scratch::Scratch::new()?, catalogue)?);
    } else if only == Some("platform") {
        rows.extend(compile::of_platform(&scratch::Scratch::new()?)?);
    }
    if special("first") {
        rows.extend(first_build::rows(&scratch::Scratch::new()?)?);
    }
    if special("tools") {
        rows.extend(tools::rows(&scratch::Scratch::new()?, catalogue)?);
    }
    if special("analyzer") {
        rows.extend(analyzer::rows(&scratch::Scratch::new()?)?);
    }
    if let (true, Some(catalogue)) = (options.peers, catalogue) {
        rows.extend(peers::rows(&scratch::Scratch::new()?, catalogue)?);
    }
    Ok(())
}
