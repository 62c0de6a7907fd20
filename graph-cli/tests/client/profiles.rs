//! Profiles: server, API and secrets under a name.

use std::fs;

use super::support::{Stage, mode};

/// Writes the file of profiles, and a token for one of them.
fn config(stage: &Stage, text: &str) {
    let folder = stage.folder.join(".config/graph");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text.replace("{url}", stage.sandbox.url())).unwrap();
    fs::write(folder.join("friend.token"), stage.sandbox.friend_token_with(&[])).unwrap();
    mode(&folder.join("friend.token"), 0o600);
}

#[test]
fn a_profile_says_what_no_option_says() {
    let stage = Stage::new("profile");
    config(
        &stage,
        "profile = \"friend\"\n[profiles.own]\nhost = \"{url}\"\n\
         [profiles.friend]\nhost = \"{url}\"\ntoken-file = \"friend.token\"\n\
         [profiles.nowhere]\nhost = \"http://127.0.0.1:1\"\n",
    );
    let id = |arguments: &[&str], variable: Option<&str>| {
        let mut command =
            stage.command(&[&["get", "me", "--fields", "id", "--jq", ".id"], arguments].concat());
        command.env("GRAPH_HOST", "http://127.0.0.1:1");
        if let Some(name) = variable {
            command.env("GRAPH_PROFILE", name);
        }
        stage.ran(&mut command)
    };
    let (own, friend) = (stage.sandbox.user_id() + "\n", stage.sandbox.friend_id() + "\n");
    // The profile of the variable, of the option; each comes before the environment.
    assert_eq!(id(&[], Some("own")).fine().out, own);
    assert_eq!(id(&[], Some("friend")).fine().out, friend);
    assert_eq!(id(&["--profile", "friend"], Some("own")).fine().out, friend);
    assert_eq!(id(&["--profile", "nowhere", "--host", stage.sandbox.url()], None).fine().out, own);
    id(&["--profile", "nowhere", "--no-retry"], None).fails(1, &["Connection refused"]);
    id(&["--profile", "home"], None).fails(2, &["no profile `home`", "it has friend, nowhere, own"]);
    // That of the file is used only if the environment says neither host nor token: they belong together.
    id(&["--no-retry"], None).fails(1, &["Connection refused"]);
    let mut alone = stage.command(&["get", "me", "--fields", "id", "--jq", ".id"]);
    assert_eq!(stage.ran(alone.env_remove("GRAPH_HOST").env_remove("GRAPH_TOKEN")).fine().out, friend);
}

#[test]
fn a_profile_that_is_not_there_says_where_it_was_looked_for() {
    let stage = Stage::new("no-profile");
    stage
        .run(&["get", "me", "--profile", "shop"])
        .fails(2, &["no profile `shop`: there is no", "config.toml"]);
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;

        let mut command = stage.command(&["get", "me"]);
        command.env("GRAPH_PROFILE", std::ffi::OsStr::from_bytes(b"sh\xffp"));
        stage.ran(&mut command).fails(2, &["GRAPH_PROFILE is not valid UTF-8"]);
    }
    config(&stage, "[profiles.shop]\nhost = \"\"\n");
    stage.run(&["get", "me", "--profile", "shop"]).fails(2, &["`host` of the profile `shop` is empty"]);
    config(&stage, "[profiles.shop]\ntoken = \"EAAsecret\"\n");
    let ran = stage.run(&["get", "me", "--profile", "shop"]).fails(2, &["line 2", "unknown field `token`"]);
    assert!(!ran.err.contains("EAAsecret"), "{ran:?}");
    config(&stage, "[profiles.\"\\u001b[31mred\"]\n");
    let ran = stage.run(&["get", "me", "--profile", "shop"]).fails(2, &["no profile `shop`"]);
    assert!(!ran.err.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn a_profile_has_an_api_and_a_version() {
    let stage = Stage::new("profile-api");
    config(
        &stage,
        "[profiles.shop]\napi = \"pages\"\nversion = \"v99.0\"\n[profiles.bot]\napi = \"whatsapp\"\n",
    );
    let dry = |profile: &str| {
        stage.run(&["post", "1050/feed", "-p", "message=Hi", "--dry-run", "--profile", profile])
    };
    assert!(dry("shop").fine().out.contains("/v99.0/1050/feed"));
    // The other API has no such call, and an option names a third one.
    dry("bot").fails(2, &["feed"]);
    let listed = |arguments: &[&str]| stage.run(&[&["schema", "list"], arguments].concat()).fine().out;
    assert!(listed(&["--profile", "bot"]).contains("PhoneNumber"));
    assert!(listed(&["--profile", "bot", "--api", "threads"]).contains("Thread"));
    assert!(!listed(&[]).contains("PhoneNumber"));
    config(&stage, "[profiles.broken]\nhots = \"x\"\n");
    stage.run(&["schema", "list"]).fails(2, &["config.toml", "line 2", "unknown field `hots`", "`host`"]);
}
