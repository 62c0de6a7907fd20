//! The site is consistent: links have targets, text of a schema is never markup, and everything has its anchor, its Rust
//! line and its curl line.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use graph_reference::{Page, Site, What, calls};
use graph_schema::Schema;
use serde_json::Value;

fn builtin() -> Schema {
    graph_schema::builtin().into_result().unwrap()
}

fn parse(text: &str) -> Schema {
    graph_schema::parse(&[("graph.json", text)]).into_result().unwrap()
}

/// All values of an attribute.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn html(site: &Site) -> impl Iterator<Item = &Page> {
    site.pages().iter().filter(|page| page.path.ends_with(".html"))
}

/// The page and the anchor of an address on a page.
fn target(from: &str, address: &str) -> (String, String) {
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    if path.is_empty() {
        return (from.to_owned(), anchor.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor.to_owned())
}

/// Whether elements are closed in order.
fn is_balanced(page: &Page) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.text.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let end = rest.find('>').ok_or("a tag without an end")?;
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) if open.last() == Some(&name) => drop(open.pop()),
            Some(name) => return Err(format!("</{name}> in {open:?}")),
            None if ["meta", "link", "input"].contains(&name) => {}
            None if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                if name == "script" {
                    rest = &rest[rest.find("</script>").ok_or("a script without an end")?..];
                }
                open.push(name);
            }
            None => return Err(format!("<{tag}>")),
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("not closed: {open:?}")) }
}

#[track_caller]
fn check_site(site: &Site) {
    let anchors = check_links(site);
    for (page, anchor, name) in entries(site) {
        assert!(
            anchor.is_empty() || anchors[page.as_str()].contains(anchor.as_str()),
            "{name}: {page}#{anchor}"
        );
    }
}

/// Checks that the pages are well-formed and their links lead somewhere. Returns the anchors of each page.
#[track_caller]
fn check_links(site: &Site) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut anchors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for page in html(site) {
        if let Err(error) = is_balanced(page) {
            panic!("{}: {error}", page.path);
        }
        let ids = attributes(&page.text, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{}: an anchor stands twice: {ids:?}", page.path);
        anchors.insert(&page.path, unique);
    }
    for page in html(site) {
        let links = attributes(&page.text, "href").into_iter().chain(attributes(&page.text, "src"));
        for address in links.filter(|address| !address.starts_with("https://")) {
            let (path, anchor) = target(&page.path, address);
            assert!(site.page(&path).is_some(), "{}: {address} leads nowhere", page.path);
            assert!(
                anchor.is_empty() || anchors[path.as_str()].contains(anchor.as_str()),
                "{}: {address}",
                page.path
            );
        }
    }
    anchors
}

#[test]
fn a_site_of_several_apis_has_a_front_page_and_a_switch() {
    let of = |api: &str| graph_schema::embedded(api).unwrap().into_result().unwrap();
    let (threads, login) = (of("threads"), of("instagram_login"));
    let site = Site::of_apis(&[("threads", &threads), ("instagram_login", &login)]);
    let front = site.page("index.html").unwrap();
    for api in ["threads", "instagram_login"] {
        assert!(attributes(&front.text, "href").contains(&format!("{api}/index.html").as_str()));
        let node = site.pages().iter().find(|page| page.path.starts_with(&format!("{api}/node/"))).unwrap();
        let links = attributes(&node.text, "href");
        for other in ["../../threads/index.html", "../../instagram_login/index.html"] {
            assert!(links.contains(&other), "{}: {other}", node.path);
        }
    }
    check_links(&site);
    assert!(Site::new(&threads).page("index.html").unwrap().text.find("instagram_login").is_none());
}

/// Page, anchor and name of every entry of the search index.
fn entries(site: &Site) -> Vec<(String, String, String)> {
    let text = &site.page("assets/search-index.js").unwrap().text;
    let text = text.trim().trim_start_matches("window.REFERENCE_INDEX = ").trim_end_matches(';');
    let index: Value = serde_json::from_str(text).unwrap();
    let entry = |entry: &Value| {
        let page = usize::try_from(entry[2].as_u64().unwrap()).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&index["pages"][page]), text(&entry[3]), text(&entry[1]))
    };
    index["entries"].as_array().unwrap().iter().map(entry).collect()
}

#[test]
fn links_and_search_entries_have_targets() {
    let site = Site::new(&builtin());
    check_site(&site);
    assert_eq!(site.pages()[0].path, "index.html");
    // No network: all that is loaded is in the site's folder.
    for page in html(&site) {
        for address in attributes(&page.text, "src") {
            assert!(!address.contains("://"), "{address}");
        }
        assert!(!page.text.contains("<link rel=\"stylesheet\" href=\"http"), "{}", page.path);
    }
}

#[test]
fn each_shipped_api_has_a_site_with_its_events() {
    for api in graph_schema::shipped() {
        let schema = graph_schema::embedded(api).unwrap().into_result().unwrap();
        let site = Site::new(&schema);
        check_site(&site);
        let names: BTreeSet<String> = entries(&site).into_iter().map(|(_, _, name)| name).collect();
        for webhook in &schema.webhooks {
            let page = &site.page("webhooks.html").unwrap().text;
            for event in &webhook.events {
                let name = graph_reference::event_name(webhook, event);
                assert!(names.contains(&name), "{api}: {name} cannot be searched");
                assert!(page.contains(&format!("id=\"event-{name}\"")), "{api}: {name} has no place");
            }
            assert_eq!(
                page.matches("A delivery</summary>").count(),
                schema.webhooks.iter().map(|one| one.events.len()).sum::<usize>()
            );
        }
    }
}

#[test]
fn everything_has_an_anchor_and_its_lines() {
    let schema = builtin();
    let site = Site::new(&schema);
    let names: BTreeSet<String> = entries(&site).into_iter().map(|(_, _, name)| name).collect();
    for node in &schema.nodes {
        let folder = if node.is_object { "object" } else { "node" };
        let page = &site.page(&format!("{folder}/{}.html", node.name)).unwrap().text;
        for field in &node.fields {
            assert!(names.contains(&format!("{}.{}", node.name, field.name)));
            assert!(page.contains(&format!("id=\"field-{}\"", field.name)), "{}.{}", node.name, field.name);
            if !node.is_object {
                assert!(
                    page.contains(&format!("fields={}&#39;", field.name)),
                    "{}.{}",
                    node.name,
                    field.name
                );
            }
        }
    }
    for call in calls(&schema) {
        let page = &site.page(&format!("node/{}.html", call.node.name)).unwrap().text;
        let section = page
            .split("<details class=\"op\"")
            .find(|op| op.contains(&format!("<code>{}</code>", call.name())));
        let section = section.unwrap_or_else(|| panic!("{}", call.name()));
        for part in [">Rust</span>", ">curl</span>", "curl -", ">JSON</span>", "<form class=\"try\" hidden"] {
            assert!(section.contains(part), "{} without {part}", call.name());
        }
        if let What::Operation(operation) = call.what {
            for param in &operation.params {
                assert!(
                    section.contains(&format!("<code>{}</code>", param.name)),
                    "{}({})",
                    call.name(),
                    param.name
                );
            }
            for error in &operation.errors {
                assert!(section.contains(&error.name), "{}: {}", call.name(), error.name);
            }
        }
    }
    let text = |path: &str| site.page(path).unwrap().text.clone();
    let likes = text("permissions.html");
    let likes = likes.split("<article").find(|part| part.contains("id=\"user_likes\"")).unwrap();
    assert!(likes.contains("node/User.html#op-likes.list"), "{likes}");
    assert!(
        likes.contains("User.favorite_teams</code></a> <span class=\"quiet\">for the current user"),
        "{likes}"
    );
    assert!(text("errors.html").contains("id=\"code_190-463\""));
    assert!(text("errors.html").contains("retry after a delay"));
    assert!(text("updates.html").contains("node/User.html#field-first_name"));
    assert!(text("enum/RelationshipStatus.html").contains("node/User.html#field-relationship_status"));
    for item in &schema.enums {
        for (word, _) in &item.words {
            assert!(names.contains(&format!("{}.{word}", item.name)), "{word}");
        }
    }
}

#[test]
fn the_same_schema_makes_the_same_site() {
    assert_eq!(Site::new(&builtin()).pages(), Site::new(&builtin()).pages());
}

/// Markup as every text of a schema.
#[test]
fn text_of_a_schema_is_never_markup() {
    const BAD: &str = r#"</script><script>alert(1)</script><img src=x onerror=\"a\"> ' & `<b>` </p>"#;
    let text = r#"{
      "doc": "BAD", "host": "https://example.com\"><script>alert(1)</script>",
      "nodes": {
        "Planet": {
          "doc": "BAD", "note": "BAD",
          "targets": { "id": { "doc": "BAD" } },
          "fields": {
            "id": { "type": "Id<Planet>", "doc": "BAD" },
            "a<b>\"'&c": { "name": "_odd", "type": "Color", "doc": "BAD", "note": "BAD", "deprecated": "BAD", "permission": "see" }
          },
          "connections": {
            "moons": {
              "path": "mo<on>s", "item": "Planet", "doc": "BAD", "note": "BAD", "deprecated": "BAD",
              "operations": {
                "create": {
                  "method": "POST", "doc": "BAD", "note": "BAD",
                  "params": {
                    "x<y>\"": { "name": "_x", "type": "string", "doc": "BAD", "default": "<i>\"" },
                    "color": { "type": "Color", "doc": "BAD", "required": true }
                  },
                  "errors": { "7": { "name": "Bad", "meaning": "BAD" } }
                }
              }
            }
          }
        }
      },
      "enums": { "Color": { "doc": "BAD", "words": { "<script>\"'": "BAD", "red": "BAD" } } },
      "permissions": { "see": "BAD" },
      "webhooks": {
        "pl<a>net\"'&": {
          "node": "Planet", "doc": "BAD", "note": "BAD",
          "fields": {
            "mo<on>\"'&": { "name": "Moon", "type": "Planet", "doc": "BAD", "note": "BAD", "deprecated": "BAD", "permission": "see" },
            "a.b": { "type": "string" }, "x/y": { "type": "string" }, "x-y": { "name": "XDashY", "type": "string" }
          },
          "messaging": "Planet", "standby": "Planet"
        },
        "pl<a>net\"'&.a": { "fields": { "b": { "type": "string" } } }
      },
      "errors": { "1": { "name": "Odd", "kind": "server", "retry": "soon", "meaning": "BAD" } }
    }"#;
    let loaded = graph_schema::parse(&[("graph.json", &text.replace("BAD", BAD))]);
    let shown: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|problem| graph_schema::render::plain(problem, &loaded.sources))
        .collect();
    assert!(!loaded.schema.nodes.is_empty(), "{}", shown.join("\n"));
    assert_eq!(loaded.schema.webhooks.len(), 2, "{}", shown.join("\n"));
    let site = Site::new(&loaded.schema);
    check_site(&site);
    assert!(site.page("webhooks.html").unwrap().text.contains("pl&lt;a&gt;net"));
    let odd = ["planets", "Planets", "o\"<b>'& #?/..", "..", "", "assets", "index.html"];
    let several = Site::of_apis(&odd.map(|name| (name, &loaded.schema)));
    let paths: BTreeSet<String> = several.pages().iter().map(|page| page.path.to_lowercase()).collect();
    assert_eq!(paths.len(), several.pages().len());
    assert!(paths.iter().all(|path| path.split('/').all(|part| !part.trim_matches('.').is_empty())));
    check_links(&several);
    for page in html(&site).chain(html(&several)) {
        let own = page.text.matches("<script").count();
        let expected = if page.text.contains("assets/try.js") { 3 } else { 2 };
        assert_eq!(own, expected, "{}: a script of somebody else's", page.path);
        for sign in ["<img", "<b>`", "<i>", "mo<on", "a<b>", "pl<a", "o\"<b", "onerror=\"a"] {
            assert!(!page.text.contains(sign), "{}: {sign}", page.path);
        }
    }
    assert!(site.page("node/Planet.html").unwrap().text.contains("&lt;img src=x onerror=&quot;a&quot;&gt;"));
}

#[test]
fn names_that_differ_only_in_case_are_two_files() {
    let site = Site::new(&parse(
        r#"{ "nodes": {
            "Page": { "fields": { "id": { "type": "Id<Page>" } } },
            "PAGE": { "module": "shouted", "fields": { "id": { "type": "Id<PAGE>" } } }
        } }"#,
    ));
    check_site(&site);
    let mut paths: Vec<String> = site.pages().iter().map(|page| page.path.to_lowercase()).collect();
    paths.sort_unstable();
    let all = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), all);
}

#[test]
fn an_empty_schema_has_a_site() {
    check_site(&Site::new(&parse("{}")));
}
