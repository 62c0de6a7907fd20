//! `graph search` finds names by words, and `graph open` their pages.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{fs, process::Command};

use support::{fine, folder, graph, lines};

#[test]
fn what_is_called_so_comes_first() {
    let names = |words: &[&str]| -> Vec<String> {
        let out = fine(&[&["search", "--json"], words].concat());
        lines(&out).iter().map(|line| line["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["birthday"])[..2], ["User.birthday", "user_birthday"]);
    assert_eq!(names(&["EVENTS", "create"])[0], "user.events.create");
    assert_eq!(names(&["--api", "whatsapp", "131047"])[0], "131047 WindowClosed");
    assert!(
        names(&["--api", "whatsapp", "messages", "statuses"])
            .contains(&"whatsapp_business_account.messages".into())
    );
    assert_eq!(names(&["a", "--limit", "3"]).len(), 3);
    // `api` is another name of the command.
    assert_eq!(fine(&["api", "birthday"]), fine(&["search", "birthday"]));
}

#[test]
fn lines_fit_the_terminal() {
    for columns in ["60", "160"] {
        let ran = Command::new(env!("CARGO_BIN_EXE_graph"))
            .args(["search", "--api", "whatsapp", "template"])
            .env("COLUMNS", columns)
            .output()
            .unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(out.lines().count(), 20);
        let width: usize = columns.parse().unwrap();
        assert!(out.lines().all(|line| line.chars().count() <= width), "{out}");
        assert!(String::from_utf8(ran.stderr).unwrap().contains("more results; raise --limit"));
    }
}

#[test]
fn what_another_api_has_is_named() {
    for (arguments, text) in [
        (&["search", "zebra", "herd"][..], "`graph schema list` lists all names"),
        (&["search", "template", "button"], "add `--api whatsapp`"),
    ] {
        let (status, out, err) = graph(arguments);
        assert_eq!((status, out.as_str()), (1, ""));
        assert!(err.contains(text), "{err}");
    }
}

#[test]
fn nothing_is_not_looked_for() {
    for words in [&[""][..], &[" ", "\t"]] {
        let (status, out, err) = graph(&[&["search"], words].concat());
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(err.contains("give a word"), "{err}");
    }
    let (_, _, err) = graph(&["search", "\u{1b}[31m"]);
    assert!(!err.contains('\u{1b}'), "{err}");
}

#[test]
fn pages_have_addresses_in_any_folder() {
    for name in ["with space", "a#b", "a%20b", "a?b", "ä", "a\nb"] {
        let home = folder("odd homes", &[]).join(name);
        let ran = Command::new(env!("CARGO_BIN_EXE_graph"))
            .args(["open", "--print", "User.birthday"])
            .env_clear()
            .env("HOME", &home)
            .output()
            .unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        let (page, anchor) = out.trim_end().strip_prefix("file://").unwrap().split_once('#').unwrap();
        assert_eq!(anchor, "field-birthday");
        assert!(page.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/%._-~".contains(&byte)), "{page}");
        let path = percent_encoding::percent_decode_str(page).decode_utf8().unwrap().into_owned();
        assert_eq!(
            fs::canonicalize(home.join(".cache/graph/reference/node/User.html")).unwrap().to_str(),
            Some(&*path)
        );
    }
}

#[test]
fn pages_have_addresses() {
    let home = folder("open", &[]);
    let open = |arguments: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_graph"))
            .args([&["open", "--print"], arguments].concat())
            .env_clear()
            .env("HOME", &home)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
    };
    for (name, place) in [
        (&["user.events.create"][..], "reference/node/User.html#op-events.create"),
        (&["190"], "reference/errors.html#code_190"),
        (&[], "reference/index.html"),
        (&["--api", "whatsapp", "Message"], "whatsapp/union/Message.html"),
    ] {
        let (status, out, err) = open(name);
        assert_eq!((status, err.as_str()), (0, ""), "{name:?}");
        assert!(out.starts_with("file:///") && out.trim_end().ends_with(place), "{out}");
        let path =
            out.trim_end().trim_start_matches("file://").split('#').next().unwrap().replace("%20", " ");
        assert!(fs::metadata(path).unwrap().is_file());
    }
    let at = |site: &str| open(&["User", "--site", site]);
    assert_eq!(at("https://docs.example/reference/").1, "https://docs.example/reference/node/User.html\n");
    assert_eq!(at("HTTPS://docs.example").1, "HTTPS://docs.example/node/User.html\n");
    let (status, _, err) = at("nowhere");
    assert!(status == 2 && err.contains("`graph schema docs` writes the reference"), "{err}");
    let (status, _, err) = open(&["User.birthdy"]);
    assert!(status == 2 && err.contains("did you mean `User.birthday`?"), "{err}");
}
