//! The frame of every page: head, search, navigation.

use graph_schema::model::Node;

use super::{
    Page,
    links::{Links, link},
    webhooks,
};
use crate::{Html, html};

/// The content of a page.
pub(super) struct Sheet<'a> {
    /// Its path.
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    /// Groups of anchors on this page, with their titles.
    pub(super) places: Vec<(&'static str, Vec<(String, String)>)>,
    /// The HTML of the page itself.
    pub(super) body: Html,
}

/// The relative path from a page to the site's folder.
pub(super) fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The name of the API: its own name in a site of several, or else its host.
pub(super) fn api(links: &Links<'_>) -> String {
    if let Some(name) = links.api {
        return name.to_owned();
    }
    let host = links.schema.host.as_str();
    let name = host.split("//").nth(1).unwrap_or(host);
    if name.is_empty() { "API".to_owned() } else { name.to_owned() }
}

pub(super) fn page(links: &Links<'_>, sheet: Sheet<'_>) -> Page {
    let Sheet { path, title, places, body } = sheet;
    let root = root(path);
    let side = side(links, path, &root, &places);
    let nav = html!(
        "<nav id=\"side\" class=\"side\" aria-label=\"Pages\">\n{side}<a class=\"close\" href=\"#content\">Close</a>\n</nav>\n";
        side
    );
    let search = html!(
        r##"<div class="search">
<input type="search" id="search" placeholder="Search everything" autocomplete="off" spellcheck="false" role="combobox" aria-label="Search" aria-expanded="false" aria-controls="results">
<kbd>/</kbd>
<div id="results" role="listbox" aria-label="Results" hidden></div>
</div>
"##
    );
    let script = html!("<script src=\"{root}assets/try.js\" defer></script>\n"; root = &root);
    let menu = html!("<a class=\"menu\" href=\"#side\" aria-label=\"All pages\">☰</a>\n");
    Page::new(path, frame(&root, title, &api(links), script, menu, search, nav, body).into_string())
}

/// A page that belongs to no API: without search and navigation.
pub(super) fn bare(path: &str, title: &str, body: Html) -> Page {
    let none = Html::new;
    Page::new(path, frame(&root(path), title, "", none(), none(), none(), none(), body).into_string())
}

#[expect(clippy::too_many_arguments, reason = "the holes of one template")]
fn frame(
    root: &str,
    title: &str,
    api: &str,
    script: Html,
    menu: Html,
    search: Html,
    nav: Html,
    body: Html,
) -> Html {
    let of = if api.is_empty() { Html::new() } else { html!(" · {}", api) };
    html!(r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}{of}</title>
<link rel="stylesheet" href="{root}assets/reference.css">
<script>
(function () {{
  var asked = /[?&#]theme=(dark|light)/.exec(location.search + location.hash), kept = null;
  try {{ kept = localStorage.getItem("reference-theme"); }} catch (_) {{}}
  var theme = asked ? asked[1] : kept;
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
}})();
</script>
{script}<script src="{root}assets/reference.js" defer></script>
</head>
<body data-root="{root}">
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
{menu}<a class="brand" href="{root}index.html"><b>Reference</b> <span>{api}</span></a>
{search}<button type="button" class="theme" aria-label="Light or dark" title="Light or dark">◐</button>
</header>
<div class="frame">
{nav}<main id="content">
{body}</main>
</div>
</body>
</html>
"##; title, of, root, api, script, menu, search, nav, body)
}

fn side(links: &Links<'_>, path: &str, root: &str, places: &[(&'static str, Vec<(String, String)>)]) -> Html {
    let schema = links.schema;
    let entry = |page: &str, text: &str| {
        let here = if page == path { html!(" aria-current=\"page\"") } else { Html::new() };
        html!("<li><a href=\"{root}{}\"{here}>{}</a></li>\n", page, text; root, here)
    };
    let group = |title: &str, entries: Html, open: bool| {
        if entries.is_empty() {
            return Html::new();
        }
        let open = if open { " open" } else { "" };
        html!(
            "<details{open}><summary>{}</summary>\n<ul>\n{entries}</ul>\n</details>\n",
            title;
            open, entries
        )
    };
    let mut out = html!("<ul class=\"main\">\n");
    out += entry("index.html", "Overview");
    for (page, title, there) in [
        ("nodes.html", "Nodes", true),
        ("objects.html", "Objects", schema.nodes.iter().any(|node| node.is_object)),
        ("enums.html", "Enums", !schema.enums.is_empty()),
        ("unions.html", "Unions", !schema.unions.is_empty()),
        ("permissions.html", "Permissions", !schema.permissions.is_empty()),
        ("errors.html", "Errors", true),
        ("updates.html", "Updates", schema.nodes.iter().any(|node| !node.updates.is_empty())),
        (webhooks::PATH, "Webhooks", !schema.webhooks.is_empty()),
    ] {
        if there {
            out += entry(page, title);
        }
    }
    out += html!("</ul>\n");
    let others: Html = links
        .apis
        .iter()
        .map(|(name, folder)| {
            let here = if *folder == links.folder { html!(" aria-current=\"true\"") } else { Html::new() };
            html!("<li><a href=\"{root}../{}/index.html\"{here}>{}</a></li>\n", folder, name; root, here)
        })
        .collect();
    out += group("APIs", others, path == "index.html");
    for (title, anchors) in places.iter().filter(|(_, anchors)| !anchors.is_empty()) {
        let list =
            anchors.iter().map(|(anchor, text)| html!("<li><a href=\"#{}\">{}</a></li>\n", anchor, text));
        out += group(title, list.collect(), true);
    }
    if links.is_small() {
        let of = |is_object: bool| -> Html {
            let wanted = schema.nodes().filter(|(_, node): &(_, &Node)| node.is_object == is_object);
            wanted.map(|(id, node)| entry(links.node(id), &node.name)).collect()
        };
        out += group("All nodes", of(false), places.is_empty() || path.starts_with("node/"));
        out += group("All objects", of(true), path.starts_with("object/"));
        let enums = schema.enums().map(|(id, item)| entry(links.enumeration(id), &item.name)).collect();
        out += group("All enums", enums, path.starts_with("enum/"));
        let unions = schema.unions().map(|(id, item)| entry(links.union(id), &item.name)).collect();
        out += group("All unions", unions, path.starts_with("union/"));
    }
    out
}

/// The link to the parent page.
pub(super) fn crumbs(root: &str, page: &str, title: &str) -> Html {
    html!("<p class=\"crumbs\">{}</p>\n", link(root, page, title))
}
