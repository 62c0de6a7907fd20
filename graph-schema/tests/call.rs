//! Requests built by name, and the problems of invalid calls.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use graph_schema::{
    call::{self, ProblemKind, Request},
    model::{Method, Scalar, Schema, Type},
};

/// Parameter names with their values.
type Values<'a> = &'a [(&'a str, &'a str)];

fn builtin() -> Schema {
    graph_schema::builtin().into_result().unwrap()
}

fn call(schema: &Schema, operation: &str, target: &str, values: Values<'_>) -> Result<Request, Vec<String>> {
    let target: Vec<&str> = target.split_whitespace().collect();
    call::request(schema, operation, &target, values)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn good(schema: &Schema, operation: &str, target: &str, values: Values<'_>) -> Request {
    call(schema, operation, target, values).unwrap_or_else(|problems| panic!("{operation}: {problems:#?}"))
}

/// Formats the method, path and parameters.
fn shown(request: &Request) -> String {
    let params: Vec<String> = request.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {} {}", request.method.name(), request.path, params.join("&")).trim_end().to_owned()
}

#[test]
fn builds_every_kind_of_request() {
    let schema = builtin();
    for (operation, target, values, expected) in [
        ("user.get", "me", &[][..], "GET /me"),
        (
            "user.get",
            "id zuck",
            &[("fields", "id,albums.limit(2){name}")],
            "GET /zuck fields=id,albums.limit(2){name}",
        ),
        ("user.likes.list", "friend 5", &[("offset", "4"), ("limit", "2")], "GET /5/likes limit=2&offset=4"),
        ("user.photos_uploaded.list", "me", &[("after", "MTA=")], "GET /me/photos/uploaded after=MTA="),
        (
            "user.events.list",
            "me",
            &[("since", "1340000000"), ("until", "2012-10-12")],
            "GET /me/events since=1340000000&until=2012-10-12",
        ),
        ("user.feed.list_with_location", "me", &[], "GET /me/feed with=location"),
        ("user.home.list_filtered", "me", &[("filter", "app_1")], "GET /me/home filter=app_1"),
        ("friend.scores.list", "friend 5", &[], "GET /5/scores"),
        (
            "user.mutualfriends.with",
            "me",
            &[("friend_id", "7"), ("limit", "3"), ("fields", "id")],
            "GET /me/mutualfriends/7 fields=id&limit=3",
        ),
        ("user.likes.check", "me", &[("page_id", "a b/ü")], "GET /me/likes/a%20b%2F%C3%BC"),
        ("user.permissions.revoke_one", "me", &[("permission", "email")], "DELETE /me/permissions/email"),
        (
            "user.achievements.delete",
            "id 1",
            &[("achievement", "http://x/y")],
            "DELETE /1/achievements achievement=http://x/y",
        ),
        ("user.feed.create_link", "me", &[("link", "https://x/")], "POST /me/feed link=https://x/"),
        ("event.update", "id 4", &[("description", "")], "POST /4 description="),
        ("event.delete", "id 4", &[], "DELETE /4"),
        ("apprequest.delete", "of 12 34", &[], "DELETE /12_34"),
        ("messenger.user_profile.get", "profile 123", &[], "GET /v2.6/123"),
        (
            "user.notifications.list",
            "me",
            &[("include_read", "true")],
            "GET /me/notifications include_read=1",
        ),
        ("user.notifications.list", "me", &[("include_read", "false")], "GET /me/notifications"),
        (
            "user.picture.get",
            "me",
            &[("redirect", "false"), ("width", "200")],
            "GET /me/picture width=200&redirect=false",
        ),
    ] {
        assert_eq!(shown(&good(&schema, operation, target, values)), expected);
    }
    let video = good(&schema, "user.videos.create", "me", &[("source", "films/a.mp4"), ("title", "A film")]);
    assert_eq!((video.method, video.host.as_str()), (Method::Post, "https://graph-video.facebook.com"));
    assert_eq!(video.files, [("source".to_owned(), "films/a.mp4".to_owned())]);
    assert_eq!(shown(&video), "POST /me/videos title=A film");
    assert_eq!(good(&schema, "user.get", "me", &[]).host, "https://graph.facebook.com");
    // Every operation name is unique and known.
    let names: Vec<String> = call::operations(&schema).collect();
    assert!(names.len() > 90, "{}", names.len());
    for name in &names {
        let problems = call::request(&schema, name, &["nowhere"], &[]).unwrap_err();
        assert!(problems.iter().all(|problem| problem.kind != ProblemKind::UnknownOperation), "{name}");
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
    }
}

#[test]
fn encodes_values_for_their_parameters() {
    let schema = builtin();
    let post = |values: Values<'_>| shown(&good(&schema, "user.feed.create_post", "me", values));
    for tags in ["5, 6", r#"["5", "6"]"#, "[5,6]"] {
        let values = [("tags", tags), ("place", "1"), ("message", "hi")];
        assert_eq!(post(&values), "POST /me/feed message=hi&place=1&tags=5,6", "in schema order");
    }
    assert_eq!(
        post(&[("message", "hi"), ("privacy", r#"{ "value": "SELF", "deny": "5,6" }"#)]),
        r#"POST /me/feed message=hi&privacy={"value":"SELF","deny":"5,6"}"#
    );
    let ask = |options| {
        let values = [("question", "?"), ("options", options), ("allow_new_options", "true")];
        shown(&good(&schema, "user.questions.create", "me", &values))
    };
    for options in ["yes,no", r#"["yes","no"]"#] {
        let expected = r#"POST /me/questions question=?&options=["yes","no"]&allow_new_options=true"#;
        assert_eq!(ask(options), expected);
    }
    assert_eq!(ask(""), "POST /me/questions question=?&options=[]&allow_new_options=true");
}

/// Checks the problems of calls: operation, target, values, expected problems.
fn check(schema: &Schema, cases: &[(&str, &str, Values<'_>, &[&str])]) {
    for (operation, target, values, expected) in cases {
        match (call(schema, operation, target, values), expected) {
            (Ok(_), []) => {}
            (Ok(request), _) => panic!("{operation} {target} {values:?}: {request:?}"),
            (Err(problems), _) => assert_eq!(problems, *expected, "{operation} {target} {values:?}"),
        }
    }
}

#[test]
fn checks_rules() {
    let schema = builtin();
    let photo = "exactly one of these parameters is required: `source`, `url`; ";
    let size = "these parameters may not be sent together: `type` with `width`, `height`; \
                keep one of these alternatives";
    check(
        &schema,
        &[
            ("user.feed.create_post", "me", &[("message", "hi"), ("link", "https://x/")], &[]),
            (
                "user.feed.create_post",
                "me",
                &[],
                &[
                    "at least one of these parameters is required: `message`, `link`; set at least one of them",
                ],
            ),
            ("user.photos.create", "me", &[("url", "https://x/a.jpg")], &[]),
            ("user.photos.create", "me", &[], &[&format!("{photo}none is set; set one of them")]),
            (
                "user.photos.create",
                "me",
                &[("url", "https://x/a.jpg"), ("source", "a.jpg")],
                &[&format!("{photo}`source`, `url` are set; keep only one")],
            ),
            ("user.picture.get", "me", &[("width", "1"), ("height", "1")], &[]),
            ("user.picture.get", "me", &[("type", "large")], &[]),
            ("user.picture.get", "me", &[("type", "large"), ("height", "1")], &[size]),
            ("user.feed.create_post", "me", &[("message", "hi"), ("place", "1"), ("tags", "5")], &[]),
            (
                "user.feed.create_post",
                "me",
                &[("message", "hi"), ("tags", "5")],
                &["the parameter `tags` may only be sent with `place`; set `place` too, or remove `tags`"],
            ),
            ("user.feed.create_post", "me", &[("message", "hi"), ("privacy", "{}")], &[]),
            (
                "user.feed.create_post",
                "friend 5",
                &[("message", "hi"), ("privacy", "{}")],
                &[
                    "the parameter `privacy` may only be sent for the current user; remove it, or use a target for the current user",
                ],
            ),
            (
                "user.feed.create_post",
                "id 5",
                &[("message", "hi"), ("privacy", "{}")],
                &[
                    "the parameter `privacy` may only be sent for the current user; remove it, or use a target for the current user",
                ],
            ),
            (
                "user.feed.create_link",
                "me",
                &[("message", "hi")],
                &[
                    "the parameter `link` is required; set it: The URL to share. The title, picture and description default to those of the linked page.",
                ],
            ),
            (
                "friend.scores.list",
                "me",
                &[],
                &[
                    "`friend.scores.list` only applies to a friend; use `friend <id>`, or call `user.scores.list`",
                ],
            ),
            ("user.feed.list_with_location", "me", &[("with", "location")], &[]),
            (
                "user.feed.list_with_location",
                "me",
                &[("with", "nothing")],
                &[
                    "`with` is always `location` in `user.feed.list_with_location`; remove it, or call `user.feed.list`",
                ],
            ),
        ],
    );
}

#[test]
fn checks_limits() {
    let schema = builtin();
    let (long, fitting) = ("é".repeat(26), "é".repeat(25));
    check(
        &schema,
        &[
            ("user.friendlists.create", "me", &[("name", &fitting)], &[]),
            (
                "user.friendlists.create",
                "me",
                &[("name", &long)],
                &["`name` must have at most 25 characters, but has 26; remove 1 character"],
            ),
            (
                "user.friendlists.create",
                "me",
                &[("name", "")],
                &["`name` must have at least 1 character, but has 0; set a value"],
            ),
            ("user.scores.create", "me", &[("score", "0")], &[]),
            (
                "user.scores.create",
                "me",
                &[("score", "-1")],
                &["`score` must be at least 0, but is -1; use 0 or more"],
            ),
            (
                "user.likes.list",
                "me",
                &[("limit", "-1")],
                &["`limit` must be at least 0, but is -1; use 0 or more"],
            ),
            (
                "user.likes.list",
                "me",
                &[("limit", "4294967296")],
                &["`limit` must be at most 4294967295, but is 4294967296; use 4294967295 or less"],
            ),
            (
                "user.permissions.revoke_one",
                "me",
                &[("permission", "")],
                &["`permission` is part of the path and must not be empty; set another value"],
            ),
            (
                "user.likes.check",
                "me",
                &[("page_id", "..")],
                &["`page_id` is part of the path and must not be `..`; set another value"],
            ),
        ],
    );
}

#[test]
fn reports_unknown_names() {
    let schema = builtin();
    check(
        &schema,
        &[
            (
                "user.events.craete",
                "me",
                &[],
                &["unknown operation `user.events.craete`; did you mean `user.events.create`?"],
            ),
            (
                "user.events.make_a_new_one",
                "me",
                &[],
                &[
                    "unknown operation `user.events.make_a_new_one`; the operations of `user.events` are `user.events.list`, `user.events.create`",
                ],
            ),
            ("user.get", "em", &[], &["`User` has no target `em`; did you mean `me`?"]),
            (
                "user.get",
                "nobody",
                &[],
                &["`User` has no target `nobody`; use one of `me`, `friend <id>`, `id <id>`"],
            ),
            ("user.get", "", &[], &["no target is set; use one of `me`, `friend <id>`, `id <id>`"]),
            (
                "user.get",
                "friend",
                &[],
                &["the target `friend` takes 1 argument, but none is set; use `friend <id>`"],
            ),
            ("user.get", "me 5", &[], &["the target `me` takes 0 arguments, but 1 is set; use `me`"]),
            ("user.get", "id ..", &[], &["`id` is part of the path and must not be `..`; set another value"]),
            (
                "apprequest.get",
                "of 5",
                &[],
                &["the target `of` takes 2 arguments, but 1 is set; use `of <request_object_id> <user_id>`"],
            ),
            (
                "user.events.create",
                "me",
                &[("nam", "x"), ("start_time", "2012-07-04"), ("name", "x")],
                &["`user.events.create` has no parameter `nam`; did you mean `name`?"],
            ),
            (
                "user.likes.list",
                "me",
                &[("after", "x")],
                &[
                    "`user.likes.list` has no parameter `after`; its parameters are `fields`, `limit`, `offset`",
                ],
            ),
            (
                "event.delete",
                "id 1",
                &[("x", "y")],
                &["`event.delete` has no parameter `x`; it takes no parameters"],
            ),
            (
                "user.get",
                "me",
                &[("fields", "id"), ("fields", "name")],
                &["`fields` is set more than once; set it once; pass a list as one value"],
            ),
        ],
    );
    let other = call(&schema, "people.get", "me", &[]).unwrap_err();
    assert!(other[0].contains("names start with one of `album`, "), "{other:?}");
    let half = call::request(&schema, "apprequest.delete", &["of", "", "4"], &[]).unwrap_err();
    assert_eq!(half[0].kind, ProblemKind::TargetArgument, "incomplete composite id");
}

#[test]
fn reports_all_problems_at_once() {
    let schema = builtin();
    let values = [
        ("nane", "x"),
        ("start_time", "1372680000"),
        ("end_time", "2012-07-04T19:00"),
        ("privacy_type", "open"),
    ];
    let problems = call::request(&schema, "user.events.create", &["fiend", "5"], &values).unwrap_err();
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "`User` has no target `fiend`; did you mean `friend`?",
            "`user.events.create` has no parameter `nane`; did you mean `name`?",
            "the parameter `name` is required; set it: The event's title.",
            "`start_time` must be a date, or a date and time with a UTC offset, not a Unix time; \
             use a format such as 2012-07-04 or 2012-07-04T19:00:00-0700",
            "`end_time` must include a UTC offset if it includes a time; \
             append the offset, such as 2012-07-04T19:00:00-0700",
            "`privacy_type` must be one of {OPEN, SECRET, FRIENDS}; did you mean `OPEN`?",
        ]
    );
    let kinds: Vec<ProblemKind> = problems.iter().map(|problem| problem.kind).collect();
    use ProblemKind::{Missing, Type, UnknownParam, UnknownTarget};
    assert_eq!(kinds, [UnknownTarget, UnknownParam, Missing, Type, Type, Type]);
    assert_eq!(problems[2].params, ["name"]);
}

#[test]
fn checks_nested_json() {
    let schema = builtin();
    let values = [
        ("message", "hi"),
        ("privacy", r#"{"value":"NOBODY","dney":"5","allow":5}"#),
        ("actions", r#"[{"name":"a","link":"b"},7]"#),
    ];
    assert_eq!(
        call(&schema, "user.feed.create_post", "me", &values).unwrap_err(),
        [
            "`actions[0].link` must be a valid URL; include the scheme, such as https://example.com/",
            "`actions[1]` must be a JSON object, not a number; use an object such as {\"member\": ..}",
            "`privacy.value` must be one of {EVERYONE, ALL_FRIENDS, FRIENDS_OF_FRIENDS, NETWORKS_FRIENDS, CUSTOM, SELF}; use one of these values",
            "`privacy.dney` is not a member of `Privacy`; did you mean `deny`?",
            "`privacy.allow` must be a string, not a number; use a string",
        ]
    );
    let values = [("place", "1"), ("coordinates", r#"{"latitude": 1 "longitude": "2"}"#)];
    assert_eq!(
        call(&schema, "user.checkins.create", "me", &values).unwrap_err(),
        ["`coordinates` must be a JSON object; fix the JSON: missing comma (character 15)"]
    );
    let deep = "[".repeat(100_000);
    let values = [("message", "hi"), ("actions", deep.as_str())];
    assert_eq!(call(&schema, "user.feed.create_post", "me", &values).unwrap_err().len(), 1);
}

/// A parameter of every type.
const EVERYTHING: &str = r#"{
    "host": "https://api.example", "version": "v7",
    "permissions": { "email": "A." },
    "enums": { "Colour": { "words": ["red", "blue"] } },
    "nodes": { "Thing": {
        "targets": { "sun": { "path": "sun/one" }, "of": { "path": "{b}-{a}", "args": { "a": "string", "b": "integer" } } },
        "fields": { "id": { "type": "Id<Thing>", "presence": "always" } },
        "operations": { "set": { "method": "POST", "path": "/do it/{at}", "returns": "success", "params": {
            "at": { "type": "integer", "in": "path", "required": true },
            "text": { "type": "string" }, "url": { "type": "url" }, "integer": { "type": "integer", "max": 9 },
            "number": { "type": "number", "min": -1 }, "boolean": { "type": "boolean" }, "date": { "type": "Date" },
            "time": { "type": "DateTime" }, "birthday": { "type": "Birthday" }, "event": { "type": "EventTime" },
            "money": { "type": "Money" }, "zone": { "type": "TimeZone" }, "secret": { "type": "Secret" },
            "json": { "type": "json" }, "permission": { "type": "Permission" },
            "file": { "type": "file" }, "id": { "type": "Id<Thing>" }, "ref": { "type": "Ref<Thing>" },
            "colour": { "type": "Colour" }, "ids": { "type": "[Id<Thing>]" }, "names": { "type": "[string]", "encoding": "commas" },
            "numbers": { "type": "[integer]" }, "map": { "type": "{boolean}" }, "quoted": { "type": "string", "encoding": "json" }
        } } }
    } }
}"#;

#[test]
fn checks_values_of_every_type() {
    let schema = graph_schema::parse(&[("graph.json", EVERYTHING)]).into_result().unwrap();
    for (name, text, sent) in [
        ("text", "", ""),
        ("url", "https://x", "https://x"),
        ("integer", " 09 ", "9"),
        ("number", "1.50", "1.5"),
        ("boolean", "false", "false"),
        ("date", "2012-07-04", "2012-07-04"),
        ("time", "1340000000", "1340000000"),
        ("time", "2012-07-04T19:00", "2012-07-04T19:00"),
        ("birthday", "07/04", "07/04"),
        ("event", "2012-07-04T19:00:00-0700", "2012-07-04T19:00:00-0700"),
        ("event", "2012-07-04", "2012-07-04"),
        ("money", "-3.90", "-3.90"),
        ("zone", "-7.5", "-7.5"),
        ("secret", "a&b", "a&b"),
        ("json", "[1, null]", "[1,null]"),
        ("permission", "email", "email"),
        ("id", "a_b.c", "a_b.c"),
        ("ref", r#"{"id": "5"}"#, r#"{"id":"5"}"#),
        ("ref", "5", r#""5""#),
        ("colour", "red", "red"),
        ("ids", "5,6", r#"["5","6"]"#),
        ("ids", "[5]", r#"["5"]"#),
        ("names", r#"["a", "b"]"#, "a,b"),
        ("numbers", "1,2", "[1,2]"),
        ("map", r#"{"a": true}"#, r#"{"a":true}"#),
        ("quoted", "a\"b", r#""a\"b""#),
    ] {
        let request = good(&schema, "thing.set", "sun", &[("at", "3"), (name, text)]);
        assert_eq!(request.path, "/v7/sun/one/do%20it/3");
        assert_eq!(request.params, [(name.to_owned(), sent.to_owned())]);
    }
    for (name, text, rule) in [
        ("url", "nowhere", "must be a valid URL"),
        ("integer", "two", "must be an integer"),
        ("integer", "10", "must be at most 9"),
        ("number", "NaN", "must be a number"),
        ("number", "-1.5", "must be at least -1, but is -1.5"),
        ("boolean", "1", "must be true or false"),
        ("date", "2012-07-04T10:00Z", "must be a date, YYYY-MM-DD"),
        ("time", "noon", "must be a date and time"),
        ("birthday", "13/01", "must be a birthday"),
        ("event", "2012-13-04", "must be a date, or a date and time"),
        ("event", "2012-07-04T19:00", "must include a UTC offset"),
        ("money", "1,5", "must be a decimal amount"),
        ("zone", "", "must be a time zone and must not be empty"),
        ("json", "{", "must be valid JSON"),
        ("permission", "emial", "must be the name of a permission; did you mean `email`?"),
        ("file", "", "must be a file and must not be empty"),
        ("id", "", "must be an id and must not be empty"),
        ("ref", "{", "must be a JSON object"),
        ("colour", "rde", "must be one of {red, blue}; did you mean `red`?"),
        ("ids", "{}", "must be an array, not an object"),
        ("map", r#"["a"]"#, "must be a JSON object, not a list"),
    ] {
        let problems = call(&schema, "thing.set", "sun", &[("at", "3"), (name, text)]).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(&format!("`{name}` {rule}")), "{problems:?}");
    }
    for (name, text, problem) in [
        ("ids", r#"["5", true]"#, "`ids[1]` must be an id, not a boolean"),
        ("names", r#"["a,b"]"#, "`names[0]` must not contain a comma"),
        ("numbers", r#"["1"]"#, "`numbers[0]` must be an integer, not a string"),
        ("map", r#"{"a": 1}"#, "`map.a` must be true or false, not a number"),
    ] {
        let problems = call(&schema, "thing.set", "sun", &[("at", "3"), (name, text)]).unwrap_err();
        assert!(problems[0].starts_with(problem), "{problems:?}");
    }
    // Arguments replace their placeholders, whatever they contain.
    assert_eq!(good(&schema, "thing.get", "of {b} 7", &[]).path, "/v7/7-%7Bb%7D");
    let wrong = call(&schema, "thing.get", "of x seven", &[]).unwrap_err();
    assert!(wrong[0].starts_with("`b` of the target must be an integer; "), "{wrong:?}");
}

#[test]
fn problems_contain_no_secrets() {
    let schema = graph_schema::parse(&[("graph.json", EVERYTHING)]).into_result().unwrap();
    let values = [("secret", "HIDDEN"), ("secret", "HIDDEN"), ("at", "x")];
    let problems = call(&schema, "thing.set", "sun", &values).unwrap_err().join(" ");
    assert!(!problems.contains("HIDDEN"), "{problems}");
}

#[test]
fn values_from_the_wire_have_more_forms_than_natural_ones() {
    use call::value::{Notation, json};

    let schema = graph_schema::parse(&[(
        "graph.json",
        r#"{ "objects": { "Tag": { "fields": { "x": { "type": "number" }, "on": { "type": "boolean" } } } } }"#,
    )])
    .into_result()
    .unwrap();
    let (tag, _) = schema.node("Tag").unwrap();
    let both = |ty: &Type, text: &str| {
        [Notation::Natural, Notation::Wire]
            .map(|form| json(&schema, ty, text, form).map_err(|wrongs| wrongs[0].rule.clone()))
    };
    let boolean = Type::Scalar(Scalar::Boolean);
    assert_eq!(both(&boolean, "1"), [Err("must be true or false".to_owned()), Ok("true".to_owned())]);
    assert_eq!(both(&boolean, "yes")[1], Err("must be true or false".to_owned()));
    let number = Type::Scalar(Scalar::Number);
    assert_eq!(both(&number, "5"), [Ok("5".to_owned()), Ok("5.0".to_owned())]);
    let object = both(&Type::Node(tag), r#"{ "x": "1.5", "on": "0", "y": null }"#);
    assert_eq!(object[0], Err("must be a number, not a string".to_owned()));
    assert_eq!(object[1], Ok(r#"{"x":"1.5","on":"0","y":null}"#.to_owned()));
    let ids = Type::List(Box::new(Type::Id(tag)));
    assert_eq!(both(&ids, "1,a/b"), [Ok(r#"["1","a/b"]"#.to_owned()), Err("must be a valid ID".to_owned())]);
}

const CONDITIONS: &str = r#"{
    "host": "https://graph.example",
    "nodes": {
        "Page": {
            "targets": { "id": {} },
            "operations": {
                "publish": {
                    "method": "POST", "path": "/media", "returns": "success",
                    "params": {
                        "kind": { "type": "Kind" }, "loud": { "type": "boolean" },
                        "cover": { "type": "url", "only_with": { "kind": ["REELS", "STORIES"] } },
                        "tone": { "type": "integer", "only_with": { "loud": true } },
                        "ids": { "type": "[string]", "encoding": "commas", "max_items": 2, "pattern": "digits" },
                        "scores": { "type": "{integer}", "max": 5, "max_items": 2 },
                        "slug": { "type": "string", "max_bytes": 4, "pattern": "snake" }
                    }
                },
                "route": {
                    "method": "POST", "path": "/thread", "body": "json", "returns": "success",
                    "params": {
                        "kind": { "type": "Kind" }, "cover": { "type": "url", "only_with": { "kind": "REELS" } },
                        "thread": { "type": "Thread" }
                    }
                }
            }
        }
    },
    "objects": {
        "Thread": {
            "fields": {
                "control": { "type": "string", "required": true },
                "app": { "type": "string", "only_with": { "control": "pass" } }
            }
        }
    },
    "enums": { "Kind": { "words": ["IMAGE", "REELS", "STORIES"] } }
}"#;

#[test]
fn the_value_of_one_decides_about_another() {
    let schema = graph_schema::parse(&[("graph.json", CONDITIONS)]).into_result().unwrap();
    let publish = |values: Values<'_>| call(&schema, "page.publish", "id 5", values);
    assert_eq!(
        shown(
            &publish(&[("kind", "REELS"), ("cover", "https://a.b"), ("loud", "true"), ("tone", "3")])
                .unwrap()
        ),
        "POST /5/media kind=REELS&loud=true&cover=https://a.b&tone=3"
    );
    let only = "the parameter `cover` may only be sent with `kind` `REELS` or `STORIES`";
    assert_eq!(
        publish(&[("kind", "IMAGE"), ("cover", "https://a.b"), ("loud", "false"), ("tone", "3")])
            .unwrap_err(),
        [
            format!("{only}; change `kind`, or remove `cover`"),
            "the parameter `tone` may only be sent with `loud` `true`; change `loud`, or remove `tone`"
                .to_owned()
        ]
    );
    assert_eq!(
        publish(&[("cover", "https://a.b")]).unwrap_err(),
        [format!("{only}; set `kind` too, or remove `cover`")]
    );
    // A wrong value is reported once.
    assert_eq!(publish(&[("kind", "REEL"), ("cover", "https://a.b")]).unwrap_err().len(), 1);

    let route = |json: &str| call::with_json(&schema, "page.route", &["id", "5"], &[], json);
    assert!(route(r#"{"kind":"REELS","cover":"https://a.b","thread":{"control":"pass","app":"7"}}"#).is_ok());
    let wrong =
        route(r#"{"kind":"IMAGE","cover":"https://a.b","thread":{"control":"drop","app":"7"}}"#).unwrap_err();
    let rules: Vec<&str> = wrong.iter().map(|problem| problem.rule.as_str()).collect();
    assert_eq!(
        rules,
        [
            "`thread` can have `app` only with `control` `pass`",
            "the parameter `cover` may only be sent with `kind` `REELS`"
        ]
    );
    assert!(wrong.iter().all(|problem| problem.kind == ProblemKind::OnlyWith), "{wrong:?}");
}

#[test]
fn limits_hold_for_each_element() {
    let schema = graph_schema::parse(&[("graph.json", CONDITIONS)]).into_result().unwrap();
    let publish = |values: Values<'_>| call(&schema, "page.publish", "id 5", values);
    assert!(publish(&[("ids", "1,2"), ("scores", r#"{"a":5}"#), ("slug", "a_b")]).is_ok());
    for (value, expected) in [
        (("ids", "1,2,3"), "`ids` must have at most 2 elements, but has 3; remove 1 element"),
        (("ids", "1,b"), "`ids[1]` must have only digits; remove the other characters"),
        (("scores", r#"{"a":1,"b":6}"#), "`scores.b` must be at most 5, but is 6; use 5 or less"),
        (
            ("scores", r#"{"a":1,"b":1,"c":1}"#),
            "`scores` must have at most 2 elements, but has 3; remove 1 element",
        ),
        (("slug", "abcde"), "`slug` must have at most 4 bytes, but has 5; remove 1 byte"),
    ] {
        assert_eq!(publish(&[value]).unwrap_err(), [expected]);
    }
}
