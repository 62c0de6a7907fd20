//! `graph get`, `post`, `delete`.

use graph_sandbox::Sandbox;
use serde_json::json;

use super::support::Stage;

#[test]
fn a_profile_a_page_and_all_pages_are_read() {
    let stage = Stage::new("reads");
    let me = stage.run(&["get", "me", "--fields", "id,name,birthday"]).fine();
    assert_eq!(me.json()["id"], stage.sandbox.user_id());
    assert_eq!(me.json().as_object().unwrap().len(), 3);
    assert_eq!(me.err, "note: this call needs user_birthday (birthday)\n");
    assert_eq!(stage.run(&["get", "me", "--fields", "birthday", "-q"]).fine().err, "");

    let page = stage.run(&["get", "me/likes", "--limit", "3", "-o", "ndjson"]).fine();
    assert_eq!(page.lines().len(), 3);
    let next = stage.run(&["get", "me/likes", "--limit", "3"]).fine();
    let next = next.json()["paging"]["next"].as_str().unwrap().to_owned();
    assert!(next.contains("limit=3") && !next.contains("access_token=E"), "{next}");

    let before = stage.sandbox.requests().len();
    let all = stage.run(&["get", "me/likes", "--all", "--limit", "4", "-q"]).fine();
    let calls = stage.sandbox.requests().len() - before;
    let items = all.lines();
    assert!(items.len() > 10 && calls == items.len().div_ceil(4), "{} {calls}", items.len());
    assert_eq!(all.err, "", "progress is only shown on a terminal");
    let whole = stage.run(&["get", "me/likes", "--all", "-o", "json"]).fine().json();
    assert_eq!(whole.as_array().unwrap(), &items);
    // The path can include a version and a query.
    let three = stage.run(&["get", "/v2.6/me/likes?limit=3&fields=name", "-o", "ndjson"]).fine();
    assert_eq!(three.lines().len(), 3);
    let request = stage.sandbox.requests().pop().unwrap();
    assert_eq!(request.path, "/v2.6/me/likes");
}

#[test]
fn a_node_is_created_read_and_deleted() {
    let stage = Stage::new("writes");
    let made =
        stage.run(&["post", "me/events", "-p", "name=Picnic & more", "-p", "start_time=2013-07-04"]).fine();
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(stage.run(&["get", &id, "--fields", "name"]).fine().json()["name"], "Picnic & more");
    assert_eq!(stage.run(&["delete", &id]).fine().json(), json!(true));
    stage.run(&["get", &id, "--fields", "name"]).fails(1, &["error: ", "code     100/33", "trace    "]);
    // `@@` starts a text, not a file.
    let made = stage.run(&["post", "me/feed", "-p", "message=@@home"]).fine();
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(stage.run(&["get", &id, "--fields", "message"]).fine().json()["message"], "@home");
}

#[test]
fn a_file_is_uploaded() {
    let stage = Stage::new("files");
    stage.file("beach.png", b"\x89PNG\r\n\x1a\n not much of a picture");
    let made = stage.run(&["post", "me/photos", "-p", "source=@beach.png", "-p", "message=Beach"]).fine();
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert!(stage.run(&["get", &id, "--fields", "name,source"]).fine().json()["source"].is_string());
    let curl = stage.run(&["post", "me/photos", "-p", "source=@beach.png", "--curl", "-q"]).fine();
    assert!(curl.out.contains("-F 'source=@beach.png'"), "{curl:?}");
    let before = stage.sandbox.requests().len();
    stage
        .run(&["post", "me/photos", "-p", "source=@nowhere.png"])
        .fails(2, &["cannot read the file nowhere.png of --param source"]);
    stage
        .run(&["post", "me/photos", "-p", "source=beach.png"])
        .fails(2, &["`source` is a file; write --param source=@beach.png"]);
    stage
        .run(&["post", "me/feed", "-p", "message=@beach.png"])
        .fails(2, &["`message` is not a file; remove the @"]);
    assert_eq!(stage.sandbox.requests().len(), before);
}

#[test]
fn a_call_that_does_not_match_the_schema_is_not_sent() {
    let stage = Stage::new("refused");
    let before = stage.sandbox.requests().len();
    for (arguments, words) in [
        (
            &["get", "me", "--fields", "name,brithday"][..],
            &[
                "`User` has no field `brithday`; did you mean `birthday`?",
                "in --fields name,brithday",
                "nothing was sent",
            ][..],
        ),
        (&["get", "me/lieks"], &["`User` has no connection `lieks`; did you mean `likes`?", "in me/lieks"]),
        (
            &["get", "me/likes", "-p", "limt=3"],
            &["no parameter `limt`; did you mean `limit`?", "in --param limt=3"],
        ),
        (&["post", "me/events", "-p", "name=P"], &["the parameter `start_time` is required"]),
        (&["post", "me/scores", "-p", "score=-1"], &["`score` must be at least 0"]),
        (&["post", "me/feed"], &["at least one of these parameters is required"]),
        (&["post", "me/likes"], &["no operation accepts POST at this path; use GET"]),
        (&["get", "me", "--all"], &["`user.get` is not a list; remove --all"]),
        (&["get", "me", "-p", "no value"], &["--param expects NAME=VALUE"]),
        (&["get", "me", "--host", "elsewhere"], &["invalid host \"elsewhere\""]),
    ] {
        let ran = stage.run(arguments).fails(2, words);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    assert_eq!(stage.sandbox.requests().len(), before);
    // With --no-check, the server rejects the call.
    stage.run(&["get", "me", "--fields", "brithday", "--no-check"]).fails(
        1,
        &[
            "nonexisting field (brithday)",
            "code     100 InvalidParameter",
            "type     OAuthException",
            "meaning  A parameter",
        ],
    );
    assert_eq!(stage.sandbox.requests().len(), before + 1);
}

#[test]
fn a_server_error_is_reported_with_its_meaning() {
    let stage = Stage::new("errors");
    let limited = stage.sandbox.friend_token_with(&[]);
    let ran = stage.ran(stage.command(&["get", "me/likes"]).env("GRAPH_TOKEN", &limited));
    let ran = ran.fails(
        1,
        &["error: (#200) ", "code     200 PermissionRequired", "status   HTTP 403", "needs    user_likes"],
    );
    assert!(!ran.err.contains(&limited) && ran.out.is_empty(), "{ran:?}");
    let ran = stage.ran(stage.command(&["get", "me"]).env("GRAPH_TOKEN", "EAAhUsHsEcReTnoToken"));
    let ran = ran.fails(
        1,
        &["code     190", "remedy   Get a new access token.", "next     get a new token with `graph"],
    );
    assert!(!ran.err.contains("hUsHsEcReT"), "{ran:?}");
    let url = stage.sandbox.achievement_url();
    let parameter = format!("achievement={url}");
    stage.run(&["post", "me/achievements", "-p", &parameter]).fine();
    stage
        .run(&["post", "me/achievements", "-p", &parameter])
        .fails(1, &["code     3501 AlreadyAchieved", "meaning  "]);
    stage
        .ran(stage.command(&["get", "me", "--no-retry"]).env("GRAPH_HOST", "http://127.0.0.1:1"))
        .fails(1, &["error: ", "remedy   check --host"]);
}

#[test]
fn faults_are_retried_or_reported() {
    let stage = Stage::new("trouble");
    let fault = |text: &str| stage.sandbox.fault(text.parse().unwrap());
    // Retried until it succeeds.
    fault("error=2,times=1");
    stage.run(&["get", "me"]).fine();
    fault("limit=app:1/3600s");
    stage.run(&["get", "me", "-q"]).fine();
    stage
        .run(&["get", "me", "--no-retry"])
        .fails(1, &["code     4 ", "meaning  ", "remedy   Wait until", "next     try again"]);
    stage.sandbox.clear_faults();

    fault("html,times=1");
    stage.run(&["get", "me", "--no-retry"]).fails(1, &["error: ", "HTTP 200"]);
    fault("paging=same");
    let ran = stage.run(&["get", "me/likes", "--all", "--limit", "5", "-o", "ndjson"]);
    let ran = ran.fails(1, &["error: ", "items were read before the error"]);
    assert!(ran.lines().len() >= 5, "{ran:?}");
    stage.sandbox.clear_faults();
    fault("reduce=5");
    let all = stage.run(&["get", "me/likes", "--all", "--limit", "40"]).fine();
    assert!(all.lines().len() > 10);
    stage.sandbox.clear_faults();
    fault("redirect=https://elsewhere.example,times=1");
    stage.run(&["get", "me", "--no-retry"]).fails(1, &["redirect to elsewhere.example, not followed"]);
    // A write that may have been executed is not retried.
    fault("cut=head,times=1");
    let before = stage.sandbox.requests().len();
    stage.run(&["post", "me/feed", "-p", "message=once"]).fails(1, &["error: "]);
    assert_eq!(stage.sandbox.requests().len(), before + 1);
}

#[test]
fn a_list_is_printed_as_csv() {
    let stage = Stage::new("csv");
    let select = ["--limit", "3", "--fields", "name,id", "-o", "csv"];
    let page = stage.run(&[&["get", "me/likes"][..], &select].concat()).fine();
    assert!(page.out.starts_with("name,id\n") && page.out.lines().count() == 4, "{}", page.out);
    let all = stage.run(&[&["get", "me/likes", "--all"][..], &select].concat()).fine();
    assert!(all.out.starts_with(&page.out) && all.out.lines().count() > 4, "{}", all.out);
    let me = stage.run(&["get", "me", "--fields", "id,first_name", "-o", "csv"]).fine();
    assert!(me.out.starts_with("id,first_name\n") && me.out.lines().count() == 2, "{}", me.out);
}

/// As in a container with nothing but the program.
#[test]
#[cfg(target_os = "linux")]
fn a_sandbox_is_called_without_certificates() {
    let stage = Stage::new("certificates");
    let none = stage.file("none.pem", "");
    let run = |arguments: &[&str]| {
        let mut command =
            stage.command(&[&["get", "me", "--fields", "id", "--no-retry"], arguments].concat());
        stage.ran(command.env("SSL_CERT_FILE", &none).env("SSL_CERT_DIR", stage.folder.join("nowhere")))
    };
    run(&[]).fine();
    run(&["--host", "https://127.0.0.1:1"])
        .fails(1, &["cannot verify the server", "install the system's CA certificates"]);
}

#[test]
fn a_filter_picks_parts_of_an_answer() {
    let stage = Stage::new("jq");
    let likes = ["get", "me/likes", "--limit", "3", "--fields", "name,id"];
    let run = |more: &[&str]| stage.run(&[&likes[..], more].concat());
    let ids: Vec<String> =
        run(&["-o", "ndjson"]).fine().lines().iter().map(|like| like["id"].to_string()).collect();
    assert_eq!(run(&["--jq", ".data[] | .id | tojson"]).fine().out, ids.join("\n") + "\n");
    assert_eq!(run(&["--jq", ".data | map({id}) | length"]).fine().out, "3\n");
    let all = run(&["--jq", ".id", "--all"]).fine();
    assert!(
        all.out.lines().count() > 3 && all.out.lines().all(|id| id.parse::<u64>().is_ok()),
        "{}",
        all.out
    );
    // Tokens are hidden before the filter sees them.
    let token = stage
        .run(&["get", "me/accounts", "--fields", "access_token", "--jq", ".data[0].access_token"])
        .fine();
    assert_eq!(token.out, "<hidden>\n");
    let before = stage.sandbox.requests().len();
    run(&["--jq", ".data["]).fails(2, &["invalid filter of --jq: expected closing bracket at the end"]);
    run(&["--jq", ".data", "-o", "csv"]).fails(2, &["cannot be used with"]);
    assert_eq!(stage.sandbox.requests().len(), before, "nothing was sent");
    run(&["--jq", ".data.id"]).fails(1, &["the filter failed on the response: cannot index"]);
}

#[test]
fn tables_fit_the_terminal() {
    let stage = Stage::new("tables");
    for columns in ["80", "200"] {
        for arguments in [
            &["get", "me/feed", "-o", "table", "-q"][..],
            &["get", "me", "-o", "table"],
            &["get", "me/likes", "-o", "table", "--all"],
        ] {
            let ran = stage.ran(stage.command(arguments).env("COLUMNS", columns)).fine();
            let width: usize = columns.parse().unwrap();
            for line in ran.out.lines() {
                assert!(line.chars().count() <= width, "{line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
    let ran = stage.run(&["get", "me/friends", "-o", "table", "--fields", "name,id", "--limit", "2"]).fine();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("NAME ") && lines[0].ends_with("  ID") && lines.len() == 3, "{ran:?}");
    assert!(ran.err.contains("there are more pages; use --all to read them"), "{ran:?}");
    assert_eq!(stage.run(&["get", "me/likes/1", "-o", "table"]).fine().out, "(no items)\n");
}

#[test]
fn a_curl_command_has_no_token_and_nothing_is_sent() {
    let stage = Stage::new("curl");
    let before = stage.sandbox.requests().len();
    let ran = stage.run(&["get", "me/likes", "--limit", "5", "--curl", "-q"]).fine();
    let host = stage.sandbox.url();
    assert_eq!(ran.out, format!("curl -H 'Authorization: Bearer <token>' '{host}/me/likes?limit=5'\n"));
    let ran = stage.ran(stage.command(&["get", "me", "--curl"]).env_remove("GRAPH_TOKEN")).fine();
    assert_eq!(ran.out, format!("curl '{host}/me'\n"));
    assert_eq!(stage.sandbox.requests().len(), before);
}

#[test]
fn calls_are_checked_against_a_custom_schema() {
    let text = r#"{
      "host": "http://127.0.0.1:1", "version": "v9.9",
      "nodes": { "Planet": {
        "targets": { "id": { "whose": "unknown" } },
        "fields": { "id": { "type": "Id<Planet>" }, "name": { "type": "string" } }
      } },
      "errors": { "100": { "name": "NoSuchPlanet", "kind": "not_found", "retry": "never", "meaning": "It is not there." } }
    }"#;
    let schema = graph_schema::parse(&[("graph.json", text)]).into_result().unwrap();
    let stage = Stage::of("own", Sandbox::builder().people(10).schema(schema));
    stage.file("graph.json", text);
    stage
        .run(&["get", "5", "--fields", "nam", "--schema", "."])
        .fails(2, &["`Planet` has no field `nam`; did you mean `name`?"]);
    stage
        .run(&["get", "5", "--fields", "name", "--schema", "."])
        .fails(1, &["100/33 NoSuchPlanet", "meaning  It is not there."]);
    assert_eq!(stage.sandbox.requests().pop().unwrap().path, "/v9.9/5");
    // Without a host, the call goes to the host in the schema.
    let ran =
        stage.ran(stage.command(&["get", "5", "--schema", ".", "--curl"]).env_remove("GRAPH_HOST")).fine();
    assert!(ran.out.ends_with("'http://127.0.0.1:1/v9.9/5'\n"), "{ran:?}");
}

#[test]
fn a_list_is_refused_without_what_it_requires() {
    let text = r#"{ "extends": "builtin", "nodes": { "User": { "connections": { "views": {
        "item": "User",
        "params": { "metric": { "type": "string", "required": true, "doc": "What is counted." }, "period": { "type": "string" } }
    } } } } }"#;
    let schema = graph_schema::parse(&[("graph.json", text)]).into_result().unwrap();
    let stage = Stage::of("required", Sandbox::builder().schema(schema).people(10));
    let file = stage.file("graph.json", text);
    let get = |path: &str, more: &[&str]| {
        let mut arguments = vec!["get", "--schema", file.to_str().unwrap(), path];
        arguments.extend(more);
        stage.run(&arguments)
    };
    let before = stage.sandbox.requests().len();
    let reason = "the parameter `metric` is required; set it: What is counted.";
    get("me/views", &[]).fails(2, &[reason]);
    get("5/views", &["-p", "period=day"]).fails(2, &[reason]);
    get("me", &["--fields", "id,views.limit(3){id}"]).fails(2, &["`views` requires the parameter `metric`"]);
    assert_eq!(stage.sandbox.requests().len(), before);
    get("me/views", &["-p", "metric=visits"]).fine();
    get("me", &["--fields", "views.metric(visits){id}", "-q"]).fine();
    // Unchecked, the server says so.
    get("me/views", &["--no-check"]).fails(1, &["The parameter metric is required", "code     100"]);
    get("me", &["--fields", "views{id}", "--no-check"]).fails(1, &["The parameter metric is required"]);
}
