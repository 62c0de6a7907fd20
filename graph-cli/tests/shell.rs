//! Completion scripts and manual pages.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::{fine, folder, graph};

#[test]
fn each_shell_completes_commands_and_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = fine(&["completions", shell]);
        for word in ["sandbox", "dry-run", "explain"] {
            assert!(script.contains(word), "{shell} without {word}");
        }
    }
    for shell in ["bash", "fish", "zsh"] {
        assert!(fine(&["completions", shell]).contains("whatsapp"), "{shell} without the values of --api");
    }
    let (status, _, message) = graph(&["completions", "tcsh"]);
    assert_eq!(status, 2);
    assert!(message.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{message}");
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = folder("man", &[]);
    let pages = folder.join("new/man1");
    fine(&["man", "--out", pages.to_str().unwrap()]);
    let read = |name: &str| fs::read_to_string(pages.join(name)).unwrap();
    assert!(read("graph.1").contains("GRAPH_TOKEN"));
    assert!(read("graph-schema-diff.1").contains("git"));
    assert!(read("graph-get.1").contains("graph get me/friends"));
    // A file is no folder.
    let file = pages.join("graph.1");
    let (status, _, message) = graph(&["man", "--out", file.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(message.starts_with("error: cannot write to `"), "{message}");
}
