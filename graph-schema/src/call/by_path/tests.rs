use super::*;

fn check(method: Method, path: &str, values: &[(&str, &str)]) -> Result<ByPath, String> {
    by_path(&crate::builtin().schema, method, path, values)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

#[test]
fn finds_the_operation_of_a_path() {
    for (method, path, values, operation) in [
        (Method::Get, "me", &[("fields", "name,likes.limit(3){name}")][..], "user.get"),
        (Method::Get, "/v2.6/me/likes", &[("limit", "5")], "user.likes.list"),
        (Method::Get, "me/likes/5", &[], "user.likes.check"),
        (Method::Post, "me/events", &[("name", "P"), ("start_time", "2012-07-04")], "user.events.create"),
        (Method::Delete, "me/scores", &[], "user.scores.delete"),
    ] {
        let call = check(method, path, values).unwrap();
        assert_eq!(call.operation.as_deref(), Some(operation), "{path}");
    }
    let call = check(Method::Get, "v9.9/me", &[("locale", "de_DE")]).unwrap();
    assert_eq!((call.version.as_deref(), call.path.as_str()), (Some("v9.9"), "me"));
    assert_eq!(call.params, [("locale".to_owned(), "de_DE".to_owned())]);
    assert!(check(Method::Get, "debug_token", &[("x", "y")]).is_ok());
}

/// A schema may name its version as it likes.
#[test]
fn keeps_the_version_of_the_schema() {
    for name in ["2024-01", "25", "v2.6"] {
        let mut schema = crate::builtin().schema;
        schema.version = Some(name.to_owned());
        let call = by_path(&schema, Method::Get, "me", &[("fields", "name")]).unwrap();
        assert_eq!((call.version.as_deref(), call.path.as_str()), (Some(name), "me"));
    }
}

#[test]
fn accepts_ids_of_any_node() {
    assert_eq!(
        check(Method::Get, "123", &[("fields", "birthday")]).unwrap().operation.as_deref(),
        Some("user.get")
    );
    assert_eq!(check(Method::Get, "123", &[("fields", "id,name")]).unwrap().operation, None);
    assert!(check(Method::Get, "/", &[("ids", "1,2"), ("fields", "name")]).is_ok());
    let wrong = check(Method::Get, "123/lieks", &[]).unwrap_err();
    assert_eq!(wrong, "no node of the schema has a connection `lieks`; did you mean `likes`?");
}

#[test]
fn reports_problems_with_a_fix() {
    for (method, path, values, expected) in [
        (
            Method::Get,
            "me",
            &[("fields", "brithday")][..],
            "`User` has no field `brithday`; did you mean `birthday`?",
        ),
        (Method::Get, "me/friends", &[("fields", "nam")], "`User` has no field `nam`; did you mean `name`?"),
        (Method::Get, "me", &[("fields", "albums{nme}")], "`Album` has no field `nme`; did you mean `name`?"),
        (
            Method::Get,
            "me",
            &[("fields", "first_name{x}")],
            "`first_name` of `User` has no fields; remove `{x}`",
        ),
        (Method::Get, "me", &[("fields", "a{")], "invalid `fields`: expected a field name at the end"),
        (Method::Get, "me/lieks", &[], "`User` has no connection `lieks`; did you mean `likes`?"),
        (Method::Get, "me/likes", &[("limt", "5")], "has no parameter `limt`; did you mean `limit`?"),
        (Method::Post, "me/events", &[("name", "P")], "the parameter `start_time` is required"),
        (Method::Post, "me/scores", &[("score", "-1")], "`score` must be at least 0"),
        (
            Method::Post,
            "me/likes",
            &[],
            "no operation accepts POST at this path; use GET (`user.likes.list`)",
        ),
        (Method::Get, "", &[], "the path contains no node"),
    ] {
        let shown = check(method, path, values).unwrap_err();
        assert!(shown.contains(expected), "{path}: {shown}");
    }
}

#[test]
fn required_permissions_depend_on_the_target() {
    let needs = |path: &str, fields: &str| {
        let call = check(Method::Get, path, &[("fields", fields)]).unwrap();
        call.needs.into_iter().map(|need| need.permissions).collect::<Vec<_>>()
    };
    assert_eq!(needs("me", "name,birthday"), ["user_birthday"]);
    assert_eq!(needs("me/friends", "name,birthday"), ["friends_birthday"]);
    assert_eq!(needs("me", "friends{birthday}"), ["friends_birthday"]);
    assert_eq!(needs("me", "name"), [""; 0]);
    let post = check(Method::Post, "me/feed", &[("message", "hi")]).unwrap();
    assert_eq!(post.operation.as_deref(), Some("user.feed.create_post"));
    assert_eq!(post.needs[0].permissions, "publish_stream");
}

#[test]
fn never_panics() {
    for path in ["/", "//", "%", "%zz", "é/ü", "me//likes", "a_b", "_", "v1.", "v1.0", &"a/".repeat(1000)] {
        for method in [Method::Get, Method::Post, Method::Delete] {
            let _ = check(method, path, &[("fields", "é{"), ("ids", ","), ("", "")]);
        }
    }
}
