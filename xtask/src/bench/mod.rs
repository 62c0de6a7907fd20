//! `cargo xtask bench`: one table of figures, each next to what it is to be read against.

mod catalogue;
mod compile;
mod peers;
mod run_time;
mod scratch;
mod selections;
pub mod usage;

use std::path::PathBuf;

use graph_benches::{Row, json, table};

/// What is asked for.
#[derive(Default)]
struct Options {
    catalogue: Option<PathBuf>,
    json: bool,
    peers: bool,
    only: Option<String>,
}

/// Measures and prints.
pub fn bench(args: impl Iterator<Item = String>) -> bool {
    match options(args).and_then(|options| Ok((rows(&options)?, options))) {
        Ok((rows, options)) => {
            print!("{}", if options.json { json(&rows) } else { table(&rows) });
            true
        }
        Err(error) => {
            eprintln!("error: {error}");
            false
        }
    }
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("`{arg}` needs a value"));
        match &*arg {
            "--catalogue" => options.catalogue = Some(value()?.into()),
            "--json" => options.json = true,
            "--peers" => options.peers = true,
            "--only" => match &*value()? {
                only @ ("compile" | "run" | "peers") => options.only = Some(only.to_owned()),
                other => return Err(format!("`--only` takes `run`, `compile` or `peers`, not `{other}`")),
            },
            other => return Err(format!("`bench` does not know `{other}`")),
        }
    }
    options.peers |= options.only.as_deref() == Some("peers");
    if options.peers && options.catalogue.is_none() {
        return Err("`--peers` needs `--catalogue`: peers are measured on it".to_owned());
    }
    Ok(options)
}

fn rows(options: &Options) -> Result<Vec<Row>, String> {
    let wanted = |part: &str| options.only.as_deref().is_none_or(|only| only == part);
    let mut rows = Vec::new();
    if wanted("run") {
        rows.extend(run_time::rows()?);
    }
    if wanted("compile") {
        let scratch = scratch::Scratch::new()?;
        rows.extend(compile::rows(&scratch, options.catalogue.as_deref())?);
    }
    if let (true, Some(catalogue)) = (options.peers, &options.catalogue) {
        rows.extend(peers::rows(&scratch::Scratch::new()?, catalogue)?);
    }
    Ok(rows)
}
