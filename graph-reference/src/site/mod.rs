//! A schema as a site: HTML pages that need no server and no network, one style sheet, one script.

mod apis;
mod enums;
mod errors;
mod fields;
mod layout;
mod links;
mod node;
mod operation;
mod overview;
mod parts;
mod permissions;
mod search;
mod try_it;
mod unions;
mod updates;
mod used;
mod webhooks;

use std::{fs, io, path::Path};

use graph_codegen::plan::Values;
use graph_schema::Schema;

use links::Links;
pub use search::{Entry, search};

/// The file that enables trying operations; a server replaces it.
pub(crate) const TRY: &str = "assets/try.js";

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path in the site's folder, with `/` as separator.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl Page {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The value of the `Content-Type` header.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            _ => "text/html; charset=utf-8",
        }
    }
}

/// The style sheet and the script of all pages.
fn style() -> [Page; 2] {
    [
        Page::new("assets/reference.css", include_str!("../../assets/reference.css")),
        Page::new("assets/reference.js", include_str!("../../assets/reference.js")),
    ]
}

fn pages(links: &Links<'_>) -> Vec<Page> {
    let schema = links.schema;
    let used = used::Used::new(links);
    let values = Values::new(schema);
    let mut pages = overview::pages(links);
    pages.extend(schema.nodes().map(|(id, _)| node::page(links, &used, &values, id)));
    pages.extend(schema.enums().map(|(id, _)| enums::page(links, &used, id)));
    pages.extend(schema.unions().map(|(id, _)| unions::page(links, &used, &values, id)));
    pages.push(permissions::page(links));
    pages.push(errors::page(links));
    pages.push(updates::page(links));
    pages.extend((!schema.webhooks.is_empty()).then(|| webhooks::page(links)));
    pages.push(search::index(links));
    pages.extend(style());
    pages.push(Page::new(TRY, "// A server that can try operations writes its tokens here.\n"));
    pages
}

/// A schema as pages. The same schema always makes the same pages.
#[derive(Clone, Debug)]
pub struct Site {
    pages: Vec<Page>,
}

impl Site {
    /// The site of a schema without errors.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self { pages: pages(&Links::new(schema)) }
    }

    /// The sites of several APIs in folders of their names, with a front page and a switch between them. Signs that a
    /// folder or an address cannot have are replaced.
    #[must_use]
    pub fn of_apis(apis: &[(&str, &Schema)]) -> Self {
        let folders = links::folders(apis.iter().map(|(name, _)| *name));
        let mut all = vec![apis::page(apis, &folders)];
        all.extend(style());
        for ((name, schema), (_, folder)) in apis.iter().zip(&folders) {
            for page in pages(&Links::new(schema).among(name, folder, &folders)) {
                all.push(Page { path: format!("{folder}/{}", page.path), ..page });
            }
        }
        Self { pages: all }
    }

    /// All files; the first is the front page.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The file of a path, such as `node/User.html`.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.path == path)
    }

    /// Enables trying operations from their pages.
    ///
    /// `access` is a JSON object with `tokens`, pairs of a name and a token (`user`, `page` and `app` are used for calls
    /// that accept that kind), and `ids`, ids by the names of nodes and by `self`, `friend` and `other`; `:person` is the
    /// node of those three.
    #[must_use]
    pub fn with_access(mut self, access: &serde_json::Value) -> Self {
        let text = format!("window.REFERENCE_ACCESS = {access};\n");
        for page in self.pages.iter_mut().filter(|page| page.path == TRY) {
            page.text.clone_from(&text);
        }
        self
    }

    /// Writes all files into a folder, which is created if it does not exist. Other files in it are kept.
    ///
    /// # Errors
    ///
    /// Fails if a file or folder cannot be written; the message names it.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        for page in &self.pages {
            let path = folder.join(&page.path);
            let named = |error: io::Error| {
                io::Error::new(error.kind(), format!("cannot write `{}`: {error}", path.display()))
            };
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(named)?;
            }
            fs::write(&path, &page.text).map_err(named)?;
        }
        Ok(())
    }
}
