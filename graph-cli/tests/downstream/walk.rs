//! A walkthrough: extend the built-in schema, use the additions from Rust, then rename a parameter.

use std::{fs, path::Path};

use crate::{
    package::Package,
    support::{fine, graph, lines, project},
};

/// Replaces text in a file.
#[track_caller]
fn edit(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old:?} in {}", file.display());
    fs::write(file, text.replace(old, new)).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

const USER: &str = r##"//! Uses the additions like the built-in items.

mod api {
    graph_client::graph_api!("../schema/graph.json");
}

use api::user::{self, gifts};
use graph_client::*;

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
pub struct Taste {
    pub first_name: String,
    pub favorite_color: Option<String>,
    #[graph(limit = 3)]
    pub gifts: Connection<Gift>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = api::gift)]
pub struct Gift {
    pub title: Option<String>,
}

permissions! {
    pub struct MyApp in api: [user_taste, publish_actions];
}

pub async fn give(me: &Client<UserToken, MyApp>) -> Result<Created<api::gift::Node>> {
    let taste: Taste = me.get::<Taste>(user::me()).await?;
    let wrapped = gifts::wrapping(api::Wrapping::Cloth).ribbon(taste.favorite_color.unwrap_or_default());
    me.send(user::me().gifts().create("Kite").wrapping(wrapped)).await
}

pub fn word() -> Open<api::EventPrivacy> {
    api::EventPrivacy::Closed.into()
}
"##;

#[test]
fn a_schema_is_extended_used_and_changed() {
    let package = Package::new("walk", &[]);
    let schema = package.folder.join("schema");
    copy(&project("schema"), &schema);
    let path = schema.to_str().unwrap().to_owned();
    let verdict = |status: i32| -> (String, String) {
        let (code, out, err) = graph(&["schema", "diff", "builtin", &path, "--json"]);
        assert_eq!((code, err.as_str()), (status, ""), "{out}");
        let rows = lines(&out);
        (rows.last().unwrap()["verdict"].as_str().unwrap().to_owned(), out)
    };

    // The copy equals the built-in schema.
    assert_eq!(verdict(0).0, "patch");

    // Add a field, a word, an enum, a permission, and a connection whose `create` has a parameter that requires
    // another one.
    let user = schema.join("nodes/user.json");
    edit(
        &user,
        "  \"connections\": {\n",
        r#"  "connections": {
    "gifts": {
      "item": "Gift", "paging": "cursor", "token": "user", "doc": "Gifts given and received.",
      "operations": {
        "create": {
          "method": "POST", "permission": "publish_actions", "doc": "Gives a gift.",
          "params": {
            "title": { "type": "string", "required": true, "max_length": 20, "doc": "The title of the gift." },
            "wrapping": { "type": "Wrapping", "doc": "The wrapping." },
            "ribbon": { "type": "string", "only_with": "wrapping", "doc": "The color of the ribbon." }
          },
          "returns": { "id": "Id<Gift>" }
        }
      }
    },
"#,
    );
    edit(
        &user,
        "  \"fields\": {\n",
        "  \"fields\": {\n    \"favorite_color\": { \"type\": \"string\", \"permission\": { \"self\": \"user_taste\", \"friend\": \"never\" } },\n",
    );
    edit(
        &schema.join("graph.json"),
        "    \"nodes/user.json\",\n",
        "    \"nodes/user.json\",\n    \"gifts.json\",\n",
    );
    fs::write(
        schema.join("gifts.json"),
        r#"{
  "nodes": { "Gift": { "fields": { "id": { "type": "Id<Gift>", "presence": "always" }, "title": { "type": "string" } } } },
  "enums": { "Wrapping": { "words": ["PAPER", "CLOTH"] } },
  "permissions": { "user_taste": "Grants access to favorites." }
}"#,
    )
    .unwrap();
    let enums = schema.join("enums.json");
    let privacy = fs::read_to_string(&enums).unwrap();
    let (before, after) = privacy.split_once("\"EventPrivacy\"").unwrap();
    let (head, words) = after.split_once("\"SECRET\"").unwrap();
    fs::write(
        &enums,
        format!("{before}\"EventPrivacy\"{head}\"CLOSED\": \"Older events only.\", \"SECRET\"{words}"),
    )
    .unwrap();

    let (code, out, _) = graph(&["schema", "check", &path]);
    assert_eq!(code, 0, "{out}");
    fine(&["schema", "fmt", &path]);
    fine(&["schema", "fmt", &path, "--check"]);
    let (minor, changes) = verdict(0);
    assert_eq!(minor, "minor", "{changes}");
    for place in
        ["\"User.favorite_color\"", "\"User.gifts\"", "\"EventPrivacy.CLOSED\"", "\"user_taste\"", "\"Gift\""]
    {
        assert!(changes.contains(place), "{place}: {changes}");
    }

    let site = package.folder.join("site");
    fine(&["schema", "docs", &path, "--out", site.to_str().unwrap()]);
    let page = fs::read_to_string(site.join("node/User.html")).unwrap();
    assert!(page.contains("id=\"field-favorite_color\"") && page.contains("id=\"op-gifts.create\""));
    assert!(page.contains("ribbon only with wrapping") && page.contains("gifts::wrapping(..).ribbon(..)"));
    assert!(site.join("node/Gift.html").is_file() && site.join("enum/Wrapping.html").is_file());
    assert!(fs::read_to_string(site.join("permissions.html")).unwrap().contains("id=\"user_taste\""));

    fs::create_dir_all(package.folder.join("src")).unwrap();
    package.write("src/lib.rs", "#![deny(warnings)]\npub mod taste;\n");
    package.write("src/taste.rs", USER);
    let errors = package.check();
    assert!(errors.is_empty(), "{errors:#?}");

    // Without the required parameter, it does not compile.
    package.write("src/taste.rs", &USER.replace(".wrapping(wrapped)", ".ribbon(\"red\")"));
    let errors = package.check();
    assert!(errors["src/taste.rs"][0].contains("`ribbon` requires `wrapping`"), "{errors:#?}");
    package.write("src/taste.rs", USER);

    // Rename a parameter.
    edit(&user, "\"ribbon\"", "\"bow\"");
    fine(&["schema", "check", &path]);
    // Compare with the previous version; the built-in schema never had the parameter.
    let (major, changes) = {
        let old = package.folder.join("old");
        copy(&schema, &old);
        edit(&old.join("nodes/user.json"), "\"bow\"", "\"ribbon\"");
        let (code, out, _) = graph(&["schema", "diff", old.to_str().unwrap(), &path, "--json"]);
        assert_eq!(code, 1, "{out}");
        (lines(&out).last().unwrap()["verdict"].as_str().unwrap().to_owned(), out)
    };
    assert_eq!(major, "major");
    assert!(changes.contains("user.gifts.create(ribbon)"), "{changes}");
    let errors = package.check();
    let texts = &errors["src/taste.rs"];
    assert_eq!(texts.len(), 1, "{texts:#?}");
    for words in ["no method named `ribbon`", "taste.rs:31", ".ribbon(taste.favorite_color"] {
        assert!(texts[0].contains(words), "without {words:?}: {}", texts[0]);
    }
}
