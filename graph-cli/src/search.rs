//! `graph search` and `graph open`: finds names of a schema, and opens their pages in the reference.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use graph_reference::{Entry, Site};
use graph_schema::Schema;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::json;

use crate::{
    output::{note, report_error, sanitize, width, write_columns},
    schema,
    status::Status,
};

/// Words to look for.
#[derive(Args, Debug)]
pub struct SearchOptions {
    /// Words in names or descriptions
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Maximum number of results
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Print one JSON object per line
    #[arg(long)]
    pub json: bool,
    /// A manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
}

/// A page of the reference.
#[derive(Args, Debug)]
pub struct OpenOptions {
    /// The name, such as User, User.birthday, user.events.create, user_likes or 190; without one, the front page
    pub name: Option<String>,
    /// The reference: a folder from `graph schema docs`, or a URL. Default: generated in your cache directory
    #[arg(long, value_name = "FOLDER or URL")]
    pub site: Option<String>,
    /// Print the URL instead of opening it
    #[arg(long)]
    pub print: bool,
    /// A manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
}

pub fn search(options: &SearchOptions, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let words = options.words.join(" ");
    if words.trim().is_empty() {
        report_error("no search words; give a word, or use `graph schema list` to list all names");
        return Ok(Status::CannotRun);
    }
    let found = graph_reference::search(&schema, &words);
    if found.is_empty() {
        report_error(&sanitize(&nothing(&words, options.schema.as_deref())));
        return Ok(Status::Failure);
    }
    if options.json {
        for Entry { kind, name, about, .. } in found.iter().take(options.limit) {
            writeln!(out, "{}", json!({ "kind": kind, "name": name, "about": about }))?;
        }
        return Ok(Status::Success);
    }
    let width = usize::from(width().unwrap_or(u16::MAX));
    let shown = || found.iter().take(options.limit);
    // What the other columns and their gaps leave for the description.
    let longest = |text: &dyn Fn(&Entry) -> usize| shown().map(text).max().unwrap_or(0);
    let names = longest(&|entry| entry.kind.len()) + longest(&|entry| entry.name.chars().count()) + 8;
    let rows: Vec<[String; 3]> = shown()
        .map(|entry| {
            [entry.kind.to_owned(), entry.name.clone(), cut(&entry.about, width.saturating_sub(names))]
        })
        .collect();
    write_columns(&rows, out)?;
    out.flush()?;
    if found.len() > options.limit {
        note(&format!("{} more results; raise --limit, or add a word", found.len() - options.limit));
    }
    Ok(Status::Success)
}

fn nothing(words: &str, path: Option<&Path>) -> String {
    let has = |api: &&str| {
        let schema = graph_schema::embedded(api).map(|loaded| loaded.schema);
        schema.is_some_and(|schema| !graph_reference::search(&schema, words).is_empty())
    };
    let elsewhere: Vec<&str> = match path {
        Some(_) => Vec::new(),
        None => graph_schema::shipped().filter(has).collect(),
    };
    match elsewhere.first() {
        Some(api) => format!(
            "nothing in this schema matches `{words}`, but something in `{}` does: add `--api {api}`",
            elsewhere.join("`, `")
        ),
        None => format!("nothing matches `{words}`; `graph schema list` lists all names"),
    }
}

/// A text of at most `width` characters.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let start: String = text.chars().take(width.saturating_sub(1)).collect();
    start + "…"
}

pub fn open(options: &OpenOptions, out: &mut impl Write) -> io::Result<Status> {
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let address = match address(options, &schema) {
        Ok(address) => address,
        Err(why) => {
            report_error(&sanitize(&why));
            return Ok(Status::CannotRun);
        }
    };
    if options.print {
        writeln!(out, "{address}")?;
    } else if let Err(error) = opener::open_browser(&address) {
        report_error(&format!("cannot open a browser: {error}; the page is {address}"));
        return Ok(Status::CannotRun);
    }
    Ok(Status::Success)
}

fn address(options: &OpenOptions, schema: &Schema) -> Result<String, String> {
    let place = match &options.name {
        None => "index.html".to_owned(),
        Some(name) => place(schema, name).ok_or_else(|| graph_reference::unknown(schema, name))?,
    };
    let is_url = |site: &&str| {
        let scheme = site.split_once("://").map_or("", |(scheme, _)| scheme);
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    };
    if let Some(url) = options.site.as_deref().filter(is_url) {
        return Ok(format!("{}/{place}", url.trim_end_matches('/')));
    }
    let folder = match &options.site {
        Some(folder) => PathBuf::from(folder),
        None => {
            let folder =
                cache().ok_or("no cache directory; use --site with a folder of `graph schema docs`")?;
            Site::new(schema).write(&folder).map_err(|error| error.to_string())?;
            folder
        }
    };
    let (page, anchor) = place.split_once('#').map_or((place.as_str(), None), |(page, at)| (page, Some(at)));
    let path = folder.join(page);
    let path = fs::canonicalize(&path).map_err(|error| {
        format!("cannot read {}: {error}; `graph schema docs` writes the reference", path.display())
    })?;
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
    Ok(format!("{}{anchor}", file_url(&path)))
}

/// Characters that need no encoding in the path of a URL.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// The address of a file whose path is absolute.
fn file_url(path: &Path) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;

        format!("file://{}", percent_encode(path.as_os_str().as_bytes(), PATH))
    }
    #[cfg(not(unix))]
    {
        // Without the prefix of a path that was made canonical.
        let shown = path.display().to_string();
        let shown = shown.strip_prefix(r"\\?\").unwrap_or(&shown).replace('\\', "/");
        format!("file:///{}", percent_encode(shown.as_bytes(), PATH).to_string().replace("%3A", ":"))
    }
}

/// The address of a name in the reference.
fn place(schema: &Schema, name: &str) -> Option<String> {
    let found = graph_reference::search(schema, name);
    // An error code is followed by its name.
    let is_meant = |entry: &&Entry| {
        entry.name == name || entry.name.split_once(' ').is_some_and(|(code, _)| code == name)
    };
    let exactly = found.iter().find(is_meant);
    exactly
        .or_else(|| found.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)))
        .map(|entry| entry.place.clone())
}

/// The folder of the reference of the schema in use, in the user's cache directory.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = match cfg!(windows) {
        true => set("LOCALAPPDATA"),
        false => set("XDG_CACHE_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| set("HOME").map(|home| home.join(".cache"))),
    };
    let api = schema::apis().first().map_or("reference", String::as_str);
    folder.map(|folder| folder.join("graph").join(api))
}
