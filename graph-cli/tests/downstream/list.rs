//! The kinds of change, each with a program that uses the changed item.

use graph_schema::diff::Verdict::{self, Major, Minor, Patch};
use serde_json::{Value, json};

pub struct Edit {
    pub name: &'static str,
    pub verdict: Verdict,
    pub change: fn(&mut Value),
    /// Text to replace, for a change of order: `serde_json` sorts the keys of an object.
    pub order: Option<(&'static str, &'static str)>,
    pub program: &'static str,
}

/// A schema with every construct.
pub fn base() -> Value {
    json!({
        "nodes": {
            "User": {
                "targets": {
                    "me": { "path": "me", "whose": "self" },
                    "friend": { "whose": "friend" },
                    "id": { "whose": "unknown" }
                },
                "fields": {
                    "id": { "type": "Id<User>", "presence": "always" },
                    "name": { "type": "string", "presence": "usual", "token": "none" },
                    "nickname": { "type": "string" },
                    "birthday": { "type": "Birthday", "permission": { "self": "mine", "friend": "theirs" } },
                    "kind": { "type": "Kind" },
                    "place": { "type": "Place" },
                    "old": { "type": "string", "deprecated": "it goes" },
                    "column": { "type": "string", "unasked": true },
                    "image": { "type": "url", "params": { "width": { "type": "integer" }, "height": { "type": "integer" } } }
                },
                "connections": {
                    "gifts": {
                        "item": "Gift", "paging": "cursor", "token": ["user", "app"],
                        "permission": { "any": ["mine", "theirs"] },
                        "params": { "kind": { "type": "Kind" } },
                        "lists": { "user.gifts.list_big": { "with": { "kind": "BIG" } } },
                        "operations": {
                            "create": {
                                "method": "POST",
                                "params": {
                                    "title": { "type": "string", "required": true, "max_length": 20 },
                                    "size": { "type": "integer", "required": true, "min": 1 },
                                    "note": { "type": "string" },
                                    "link": { "type": "url" },
                                    "picture": { "type": "url", "only_with": "link" },
                                    "width": { "type": "integer" },
                                    "height": { "type": "integer" },
                                    "grade": { "type": "string" },
                                    "seal": { "type": "string", "only_with": { "grade": ["a", "c"] } }
                                },
                                "returns": { "id": "Id<User>" },
                                "errors": { "9001": { "name": "TooMany" } }
                            },
                            "remove": { "method": "DELETE", "returns": "success" }
                        }
                    },
                    "friends": { "item": "User", "items_are": "friend", "paging": "offset" },
                    "visits": {
                        "item": "Gift",
                        "params": {
                            "year": { "type": "integer", "required": true },
                            "place": { "type": "string", "required": true },
                            "order": { "type": "string" }
                        }
                    },
                    "views": {
                        "item": "Gift",
                        "params": { "metric": { "type": "Kind", "required": true }, "period": { "type": "string" } },
                        "operations": { "reset": { "method": "POST", "returns": "success" } }
                    },
                    "photos": {
                        "item": "Gift",
                        "operations": {
                            "create": {
                                "method": "POST",
                                "params": {
                                    "one": { "type": "string" }, "two": { "type": "string" }, "from": { "type": "string" }
                                },
                                "rules": [{ "exactly_one": ["one", "two"] }],
                                "returns": { "id": "Id<User>", "post_id": "string" }
                            },
                            "move": {
                                "method": "POST",
                                "params": {
                                    "source": { "type": "string", "required": true },
                                    "target": { "type": "string", "required": true }
                                },
                                "returns": "success"
                            }
                        }
                    }
                },
                "updates": { "fields": ["name"] }
            },
            "Film": {
                "fields": { "id": { "type": "Id<Film>", "presence": "always" }, "state": { "type": "string" } },
                "job": { "state": "state", "done": "ready", "failed": "error", "every": 5 }
            },
            "Page": {
                "fields": { "id": { "type": "Id<Page>" }, "about": { "type": "string" }, "said": { "type": "Heard" } },
                "connections": {
                    "films": {
                        "item": "Film",
                        "operations": { "make": {
                            "method": "POST", "task": ["WRITE", "MANAGE"], "returns": { "id": "Id<Film>" }
                        } }
                    },
                    "talks": {
                        "item": "Gift", "list": false,
                        "operations": {
                            "say": {
                                "method": "POST", "body": "json", "const": { "product": "talk" },
                                "params": {
                                    "content": { "type": "Say", "required": true, "flat": true },
                                    "silent": { "const": true },
                                    "at": { "type": "integer", "brings": { "published": false } },
                                    "tags": { "type": "[string]", "max_items": 3 }
                                },
                                "returns": "success"
                            }
                        }
                    }
                }
            }
        },
        "unions": {
            "Say": {
                "module": "say", "tag": "type",
                "variants": {
                    "text": { "type": "Words", "aliases": ["txt"] }, "card": { "type": "Card" },
                    "code": { "type": "string", "max_length": 9 }, "nothing": {}
                }
            }
        },
        "objects": {
            "Words": {
                "fields": {
                    "body": { "type": "string", "required": true, "max_length": 10 },
                    "bold": { "type": "boolean" },
                    "weight": { "type": "integer", "presence": "gated", "required": true }
                }
            },
            "Card": {
                "fields": {
                    "kind": { "const": "card", "at": "head.kind" },
                    "title": { "type": "string", "required": true, "at": "head.title" },
                    "rows": { "type": "[Row]", "add": "row", "max_items": 3 },
                    "foot": { "type": "string", "aliases": ["footer"] },
                    "end": { "type": "string" }
                },
                "rules": [{ "not_together": ["foot", "end"] }]
            },
            "Row": { "function": "say::row", "fields": { "id": { "type": "string", "required": true } } },
            "Heard": { "fields": { "word": { "type": "string", "required": true }, "tone": { "type": "string" } } },
            "Gift": { "fields": { "title": { "type": "string" } } },
            "Place": { "fields": { "street": { "type": "string" }, "city": { "type": "string" } } }
        },
        "enums": { "Kind": { "words": ["BIG", "SMALL"] }, "Mood": { "words": ["GOOD"] } },
        "hosts": ["https://files.example.com"],
        "tasks": { "WRITE": "Write.", "MANAGE": "Everything.", "SHOW": "Show." },
        "features": { "late": "Answer late." },
        "webhooks": { "page": { "fields": { "words": { "type": "Heard" }, "moods": { "type": "string" } } } },
        "permissions": { "mine": "One.", "theirs": "Another.", "third": "A third." },
        "errors": { "190": { "name": "TokenInvalid", "kind": "authentication", "retry": "never", "meaning": "It is not valid." } }
    })
}

fn set(schema: &mut Value, path: &str, value: Value) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = schema.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    parent.as_object_mut().unwrap().insert(key.to_owned(), value);
}

fn remove(schema: &mut Value, path: &str) -> Value {
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = schema.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    parent.as_object_mut().unwrap().remove(key).unwrap_or_else(|| panic!("no {key}"))
}

const SELECTS_NAME: &str =
    "#[derive(Fields)] #[graph(node = user)] struct Card { id: user::Id, name: String }";
const READS_NICKNAME: &str =
    "#[derive(Fields)] #[graph(node = user)] struct Card { nickname: Option<String> }
            async fn of(me: &Client<UserToken>) -> Result<Card> { me.get::<Card>(user::me()).await }";
const SENDS_BIG: &str = "fn p() -> api::Kind { api::Kind::Big }";
const NAMES_NICKNAME: &str = "fn p() -> impl Describe { user::me().fields([user::fields::nickname]) }";
const TAKES_WIDTH: &str = "fn p() -> impl std::fmt::Debug { user::args::image().width(5) }";
const SELECTS_COLUMN: &str =
    "#[derive(Fields)] #[graph(node = user)] struct Card { name: String, column: Option<String> }";
const SELECTS_NICKNAME: &str =
    "#[derive(Fields)] #[graph(node = user)] struct Card { nickname: Option<String> }";
const SELECTS_BIRTHDAY: &str =
    "#[derive(Fields)] #[graph(node = user)] struct Card { birthday: Option<Birthday> }
    async fn of(me: &Client<UserToken, Mine>) -> Result<Card> { me.get::<Card>(user::me()).await }";
const FRIENDS_BIRTHDAY: &str =
    "#[derive(Fields)] #[graph(node = user)] struct Card { birthday: Option<Birthday> }
    #[derive(Fields)] #[graph(node = user)] struct Friends { friends: Connection<Card> }
    async fn of(me: &Client<UserToken, Theirs>) -> Result<Friends> { me.get::<Friends>(user::me()).await }";
const READY: &str =
    "fn ready() -> api::User { api::User { name: Some(String::new()), ..Default::default() } }";
const LISTS: &str = "async fn of(me: &Client<UserToken>) -> Result<()> {
        for gift in me.page(user::me().gifts()).await?.iter() { let _: &api::Gift = gift; }
        Ok(())
    }";
const LISTS_MINE: &str =
    "async fn of(me: &Client<UserToken, Mine>) -> Result<()> { me.page(user::me().gifts()).await?; Ok(()) }";
const LISTS_APP: &str =
    "async fn of(app: &Client<AppToken>) -> Result<()> { app.page(user::id(\"5\").gifts()).await?; Ok(()) }";
const LISTS_PARAM: &str = "fn call() { let _ = user::me().gifts().kind(api::Kind::Big).after(\"x\"); }";
const LISTS_REQUIRED: &str = "async fn of(me: &Client<UserToken>) -> Result<()> {
        me.page(user::me().visits(\"Rome\", 2012).order(\"a\")).await?;
        Ok(())
    }";
const LISTS_AFTER: &str = "async fn of(me: &Client<UserToken>) -> Result<()> {
        me.page(user::me().views().list(api::Kind::Big).period(\"day\")).await?;
        Ok(())
    }";
const SELECTS_FRIENDS: &str = "#[derive(Fields)] #[graph(node = user)] struct Card { id: user::Id }
    #[derive(Fields)] #[graph(node = user)] struct Friends { friends: Connection<Card> }
    async fn of(me: &Client<UserToken>) -> Result<Friends> { me.get::<Friends>(user::me()).await }";
const CREATES: &str = "async fn of(me: &Client<UserToken>) -> Result<user::Id> {
        Ok(me.send(user::me().gifts().create(1, \"a\").note(\"b\")).await?.id)
    }";
const DEPENDS: &str = "fn call() { let _ = user::me().gifts().create(1, \"a\").link(gifts::link(\"https://a.b\").picture(\"https://a.c\")); }";
const SEALS: &str =
    "fn call() { let _ = user::me().gifts().create(1, \"a\").grade(gifts::grade(\"a\").seal(\"b\")); }";
const SIZES: &str = "fn call() { let _ = user::me().gifts().create(1, \"a\").width(1).height(2); }";
const CHOOSES: &str = "fn call() { let _ = user::me().photos().create(photos::one(\"a\")).from(\"b\"); }";
const ANSWERS: &str = "async fn of(me: &Client<UserToken>) -> Result<Option<String>> {
        Ok(me.send(user::me().photos().create(photos::one(\"a\"))).await?.post_id)
    }";
const MOVES: &str = "fn call() { let _ = user::me().photos().r#move(photos::MoveParams { source: \"a\".into(), target: \"b\".into() }); }";
const REMOVES: &str = "async fn of(me: &Client<UserToken>) -> Result<()> { me.send(user::me().gifts().remove()).await?; Ok(()) }";
const KNOWS: &str = "fn ask(error: &Error) -> bool { match error.known() { Some(gifts::CreateError::TooMany) => true, _ => false } }";
const WORDS: &str =
    "fn word(kind: api::Kind) -> u8 { match kind { api::Kind::Big => 1, api::Kind::Small => 2, _ => 0 } }";
const MOODS: &str = "fn mood() -> api::Mood { api::Mood::Good }";
const PAGES: &str = "#[derive(Fields)] #[graph(node = page)] struct Card { about: Option<String> }
    async fn of(me: &Client<UserToken>) -> Result<Card> { me.get::<Card>(page::id(\"5\")).await }";
const FRIEND: &str = "fn call() { let _ = user::friend(\"5\").gifts(); }";
const PLACES: &str =
    "fn place() -> api::Place { api::Place { city: Some(String::new()), ..Default::default() } }";
const PERMITTED: &str = "permissions! { pub struct Third in api: [third]; }";

const SAYS: &str = "fn call() {
        let _ = page::id(\"5\").talks().say(api::say::text(\"a\", 1).bold(true)).silent().at(5).tags([\"b\"]);
    }";
const CARDS: &str = "fn call() {
        let _ = page::id(\"5\").talks().say(api::say::card(\"a\").row(api::say::row(\"b\")).foot(\"c\"));
    }";
const CODES: &str = "fn call() { let _ = page::id(\"5\").talks().say(\"code\"); }";
const HEARS: &str = "fn of(said: api::Say) -> (String, Option<i64>) {
        match said { api::Say::Text(words) => (words.body, words.weight), _ => Default::default() }
    }";
const READS: &str = "fn of(heard: api::Heard) -> (String, Option<String>) { (heard.word, heard.tone) }";

const JOBS: &str = "async fn of(page: &Client<PageToken>) -> Result<()> {
        let made = page.send(super::api::page::id(\"5\").films().make()).await?;
        page.wait_for::<api::Film>(api::film::id(made.id)).await?;
        Ok(())
    }";
const EVENTS: &str = "fn of(event: api::webhooks::Event) -> String {
        match event { api::webhooks::Event::Words(heard) => heard.word, _ => String::new() }
    }";

const MAKE: &str = "/nodes/Page/connections/films/operations/make";
const SAY: &str = "/nodes/Page/connections/talks/operations/say";
const CREATE: &str = "/nodes/User/connections/gifts/operations/create";

pub fn edits() -> Vec<Edit> {
    let mut all = by_value();
    all.push(Edit {
        name: "another order of arguments",
        verdict: Major,
        change: |_| {},
        order: Some((
            r#""size":{"min":1,"required":true,"type":"integer"},"title":{"max_length":20,"required":true,"type":"string"}"#,
            r#""title":{"max_length":20,"required":true,"type":"string"},"size":{"min":1,"required":true,"type":"integer"}"#,
        )),
        program: CREATES,
    });
    all.push(Edit {
        name: "another order of arguments of a list",
        verdict: Major,
        change: |_| {},
        order: Some((
            r#""place":{"required":true,"type":"string"},"year":{"required":true,"type":"integer"}"#,
            r#""year":{"required":true,"type":"integer"},"place":{"required":true,"type":"string"}"#,
        )),
        program: LISTS_REQUIRED,
    });
    all.push(Edit {
        name: "another order of arguments that are one struct",
        verdict: Patch,
        change: |_| {},
        order: Some((
            r#""source":{"required":true,"type":"string"},"target":{"required":true,"type":"string"}"#,
            r#""target":{"required":true,"type":"string"},"source":{"required":true,"type":"string"}"#,
        )),
        program: MOVES,
    });
    all
}

fn by_value() -> Vec<Edit> {
    macro_rules! edits {
        ($($name:literal $verdict:ident $program:tt |$schema:ident| $change:expr;)*) => {
            vec![$(Edit { name: $name, verdict: $verdict, change: |$schema| { $change; }, order: None, program: $program }),*]
        };
    }
    edits! {
        "add a field" Minor READY |s| set(s, "/nodes/User/fields/color", json!({ "type": "string" }));
        "remove a field" Major SELECTS_NICKNAME |s| remove(s, "/nodes/User/fields/nickname");
        "rename a field" Major SELECTS_NICKNAME |s| {
            let field = remove(s, "/nodes/User/fields/nickname");
            set(s, "/nodes/User/fields/nick_name", field);
        };
        "type of a field" Major SELECTS_NICKNAME |s| set(s, "/nodes/User/fields/nickname/type", json!("integer"));
        "a sure field may be missing" Major SELECTS_NAME |s| set(s, "/nodes/User/fields/name/presence", json!("gated"));
        "a gated field is sure" Minor SELECTS_NICKNAME |s| set(s, "/nodes/User/fields/nickname/presence", json!("usual"));
        "always to usual" Patch SELECTS_NAME |s| set(s, "/nodes/User/fields/id/presence", json!("usual"));
        "a field on request" Patch SELECTS_NICKNAME |s| set(s, "/nodes/User/fields/nickname/on_request", json!(true));
        "a field requires an argument" Major READS_NICKNAME
            |s| set(s, "/nodes/User/fields/nickname/params", json!({ "of": { "type": "string", "required": true } }));
        "a field takes an argument" Minor SELECTS_NICKNAME
            |s| set(s, "/nodes/User/fields/nickname/params", json!({ "of": { "type": "string" } }));
        "an argument is required" Major TAKES_WIDTH |s| set(s, "/nodes/User/fields/image/params/width/required", json!(true));
        "type of an argument" Major TAKES_WIDTH |s| set(s, "/nodes/User/fields/image/params/width/type", json!("Kind"));
        "remove an argument" Major TAKES_WIDTH |s| remove(s, "/nodes/User/fields/image/params/width");
        "a word of an enum that ended" Minor SENDS_BIG
            |s| set(s, "/enums/Kind/words", json!({ "SMALL": "", "BIG": { "deprecated": "Use SMALL." } }));
        "a field that comes unasked" Major NAMES_NICKNAME
            |s| set(s, "/nodes/User/fields/nickname/unasked", json!(true));
        "a field that came unasked" Minor SELECTS_COLUMN |s| remove(s, "/nodes/User/fields/column/unasked");
        "deprecate a field" Minor SELECTS_NICKNAME |s| set(s, "/nodes/User/fields/nickname/deprecated", json!("it goes"));
        "bring a field back" Minor READY |s| remove(s, "/nodes/User/fields/old/deprecated");
        "text of a field" Patch SELECTS_NAME |s| set(s, "/nodes/User/fields/name/doc", json!("The name."));
        "add a permission to a field" Major SELECTS_BIRTHDAY |s| {
            set(s, "/nodes/User/fields/birthday/permission", json!({ "self": { "all": ["mine", "third"] }, "friend": "theirs" }));
        };
        "drop the permission of a field" Minor SELECTS_BIRTHDAY |s| remove(s, "/nodes/User/fields/birthday/permission");
        "a field that nothing opens" Major SELECTS_BIRTHDAY |s| {
            set(s, "/nodes/User/fields/birthday/permission", json!({ "self": "never", "friend": "theirs" }));
        };
        "whose the items are" Major FRIENDS_BIRTHDAY |s| set(s, "/nodes/User/connections/friends/items_are", json!("own"));
        "an alternative more" Minor LISTS_MINE |s| {
            set(s, "/nodes/User/connections/gifts/permission", json!({ "any": ["mine", "theirs", "third"] }));
        };
        "an alternative less" Major LISTS_MINE |s| set(s, "/nodes/User/connections/gifts/permission", json!("theirs"));
        "a token kind more" Minor LISTS_APP |s| set(s, "/nodes/User/connections/gifts/token", json!(["user", "app", "page"]));
        "a token kind less" Major LISTS_APP |s| set(s, "/nodes/User/connections/gifts/token", json!("user"));
        "add a permission" Minor PERMITTED |s| set(s, "/permissions/fourth", json!("A fourth."));
        "remove a permission" Major PERMITTED |s| remove(s, "/permissions/third");
        "add a connection" Minor LISTS |s| {
            set(s, "/nodes/User/connections/toys", json!({ "item": "Gift", "paging": "cursor" }));
        };
        "remove a connection" Major FRIENDS_BIRTHDAY |s| remove(s, "/nodes/User/connections/friends");
        "item of a connection" Major LISTS |s| set(s, "/nodes/User/connections/gifts/item", json!("Place"));
        "paging of a connection" Major LISTS_PARAM |s| set(s, "/nodes/User/connections/gifts/paging", json!("offset"));
        "path of a connection" Major LISTS |s| set(s, "/nodes/User/connections/gifts/path", json!("presents"));
        "no list any more" Major LISTS |s| set(s, "/nodes/User/connections/gifts/list", json!(false));
        "remove a parameter of a list" Major LISTS_PARAM |s| {
            remove(s, "/nodes/User/connections/gifts/lists");
            remove(s, "/nodes/User/connections/gifts/params/kind");
        };
        "add a required parameter to a list" Major LISTS |s| {
            set(s, "/nodes/User/connections/gifts/params/size", json!({ "type": "integer", "required": true }));
        };
        "add a required parameter to a list that is selected" Major SELECTS_FRIENDS |s| {
            set(s, "/nodes/User/connections/friends/params", json!({ "size": { "type": "integer", "required": true } }));
        };
        "a parameter of a list is required" Major LISTS_REQUIRED |s| {
            set(s, "/nodes/User/connections/visits/params/order/required", json!(true));
        };
        "a parameter of a list is optional" Major LISTS_REQUIRED |s| {
            remove(s, "/nodes/User/connections/visits/params/year/required");
        };
        "remove a required parameter of a list" Major LISTS_REQUIRED |s| {
            remove(s, "/nodes/User/connections/visits/params/year");
        };
        "the first operation beside a list with arguments" Major LISTS_REQUIRED |s| {
            set(s, "/nodes/User/connections/visits/operations", json!({ "add": { "method": "POST", "returns": "success" } }));
        };
        "another operation beside a list with arguments" Minor LISTS_AFTER |s| {
            set(s, "/nodes/User/connections/views/operations/add", json!({ "method": "POST", "path": "/all", "returns": "success" }));
        };
        "an optional parameter of a list with arguments" Minor LISTS_AFTER |s| {
            set(s, "/nodes/User/connections/views/params/unit", json!({ "type": "string" }));
        };
        "remove a special case of a list" Patch LISTS |s| remove(s, "/nodes/User/connections/gifts/lists");
        "add an operation" Minor CREATES |s| {
            set(s, "/nodes/User/connections/gifts/operations/wrap", json!({ "method": "POST", "returns": "success" }));
        };
        "remove an operation" Major REMOVES |s| remove(s, "/nodes/User/connections/gifts/operations/remove");
        "method of an operation" Major REMOVES |s| {
            set(s, "/nodes/User/connections/gifts/operations/remove/method", json!("POST"));
        };
        "host of an operation" Major CREATES |s| set(s, &format!("{CREATE}/host"), json!("https://elsewhere.example.com"));
        "add an optional parameter" Minor CREATES |s| set(s, &format!("{CREATE}/params/paper"), json!({ "type": "string" }));
        "add a required parameter" Major CREATES |s| {
            set(s, &format!("{CREATE}/params/paper"), json!({ "type": "boolean", "required": true }));
        };
        "remove a parameter" Major CREATES |s| remove(s, &format!("{CREATE}/params/note"));
        "rename a parameter" Major CREATES |s| {
            let note = remove(s, &format!("{CREATE}/params/note"));
            set(s, &format!("{CREATE}/params/remark"), note);
        };
        "optional to required" Major CREATES |s| set(s, &format!("{CREATE}/params/note/required"), json!(true));
        "required to optional" Major CREATES |s| remove(s, &format!("{CREATE}/params/size/required"));
        "type of a parameter" Major CREATES |s| {
            remove(s, &format!("{CREATE}/params/size/min"));
            set(s, &format!("{CREATE}/params/size/type"), json!("DateTime"));
        };
        "a narrower limit" Major CREATES |s| set(s, &format!("{CREATE}/params/title/max_length"), json!(10));
        "a wider limit" Minor CREATES |s| set(s, &format!("{CREATE}/params/title/max_length"), json!(30));
        "a limit of which there was none" Major CREATES |s| set(s, &format!("{CREATE}/params/note/max_length"), json!(30));
        "a pattern of a parameter" Major CREATES |s| set(s, &format!("{CREATE}/params/note/pattern"), json!("digits"));
        "a limit in bytes" Major CREATES |s| set(s, &format!("{CREATE}/params/note/max_bytes"), json!(30));
        "a limit of the elements of a list" Major SAYS |s| set(s, &format!("{SAY}/params/tags/max_length"), json!(5));
        "a value on which a parameter depends" Major DEPENDS |s| {
            set(s, &format!("{CREATE}/params/picture/only_with"), json!({ "link": "https://a.example" }));
        };
        "a new parameter that depends on a value" Minor DEPENDS |s| {
            let caption = json!({ "type": "string", "only_with": { "link": ["https://a.example", "https://b.example"] } });
            set(s, &format!("{CREATE}/params/caption"), caption);
        };
        "other values on which a parameter depends" Minor SEALS |s| {
            set(s, &format!("{CREATE}/params/seal/only_with/grade"), json!(["a", "b", "c"]));
        };
        "one value less on which a parameter depends" Major SEALS |s| {
            set(s, &format!("{CREATE}/params/seal/only_with/grade"), json!(["c"]));
        };
        "a value on which a member depends" Major CARDS |s| {
            set(s, "/objects/Card/fields/foot/only_with", json!({ "title": "b" }));
        };
        "a default" Patch CREATES |s| set(s, &format!("{CREATE}/params/note/default"), json!("none"));
        "deprecate a parameter" Minor CREATES |s| set(s, &format!("{CREATE}/params/note/deprecated"), json!("it goes"));
        "a parameter that depends on another" Major CREATES |s| {
            set(s, &format!("{CREATE}/params/note/only_with"), json!("link"));
        };
        "a parameter that depends no more" Major DEPENDS |s| remove(s, &format!("{CREATE}/params/picture/only_with"));
        "a new parameter that depends on another" Minor DEPENDS |s| {
            set(s, &format!("{CREATE}/params/caption"), json!({ "type": "string", "only_with": "link" }));
        };
        "a new parameter that depends on a free one" Minor CREATES |s| {
            set(s, &format!("{CREATE}/params/author"), json!({ "type": "string", "only_with": "title" }));
        };
        "a parameter for the current user only" Major FRIEND_CREATES |s| set(s, &format!("{CREATE}/params/note/only_on"), json!("self"));
        "not together" Major SIZES |s| {
            set(s, &format!("{CREATE}/rules"), json!([{ "not_together": ["width", "height"], "name": "extent" }]));
        };
        "at least one in place of exactly one" Minor CHOOSES |s| {
            set(s, "/nodes/User/connections/photos/operations/create/rules", json!([{ "at_least_one": ["one", "two"] }]));
        };
        "no choice any more" Major CHOOSES |s| remove(s, "/nodes/User/connections/photos/operations/create/rules");
        "a choice more" Minor CHOOSES |s| {
            set(s, "/nodes/User/connections/photos/operations/create/params/three", json!({ "type": "string" }));
            set(s, "/nodes/User/connections/photos/operations/create/rules", json!([{ "exactly_one": ["one", "two", "three"] }]));
        };
        "a member beside an id" Major CREATES |s| {
            set(s, &format!("{CREATE}/returns"), json!({ "id": "Id<User>", "title": "string" }));
        };
        "a member more of an answer" Minor ANSWERS |s| {
            set(s, "/nodes/User/connections/photos/operations/create/returns/more", json!("string"));
        };
        "a member less of an answer" Major ANSWERS |s| {
            remove(s, "/nodes/User/connections/photos/operations/create/returns/post_id");
        };
        "another type of an answer" Major CREATES |s| set(s, &format!("{CREATE}/returns"), json!({ "id": "Id<Page>" }));
        "a smaller answer" Major CREATES |s| set(s, &format!("{CREATE}/returns"), json!("success"));
        "add an error code" Minor KNOWS |s| set(s, &format!("{CREATE}/errors/9002"), json!({ "name": "TooLate" }));
        "remove an error code" Major KNOWS |s| {
            set(s, &format!("{CREATE}/errors"), json!({ "9002": { "name": "TooLate" } }));
        };
        "name of an error code" Major KNOWS |s| set(s, &format!("{CREATE}/errors/9001/name"), json!("Enough"));
        "add a common error code" Minor KNOWS |s| {
            set(s, "/errors/191", json!({ "name": "Other", "kind": "server", "retry": "soon", "meaning": "Another." }));
        };
        "how a common error is dealt with" Major KNOWS |s| set(s, "/errors/190/retry", json!("soon"));
        "add a word" Minor WORDS |s| set(s, "/enums/Kind/words", json!(["BIG", "SMALL", "TINY"]));
        "remove a word" Major WORDS |s| set(s, "/enums/Kind/words", json!(["BIG"]));
        "add an enum" Minor WORDS |s| set(s, "/enums/Shape", json!({ "words": ["ROUND"] }));
        "remove an enum" Major MOODS |s| remove(s, "/enums/Mood");
        "add a node" Minor PAGES |s| set(s, "/nodes/Group", json!({ "fields": { "id": { "type": "Id<Group>" } } }));
        "remove a node" Major PAGES |s| remove(s, "/nodes/Page");
        "module of a node" Major PAGES |s| set(s, "/nodes/Page/module", json!("sheet"));
        "a node that may not be available" Major PAGES |s| set(s, "/nodes/Page/empty", json!("unavailable"));
        "version of a node" Major PAGES |s| set(s, "/nodes/Page/version", json!("v2.6"));
        "add a target" Minor FRIEND |s| set(s, "/nodes/User/targets/myself", json!({ "path": "self", "whose": "self" }));
        "remove a target" Major FRIEND |s| remove(s, "/nodes/User/targets/friend");
        "path of a target" Major LISTS |s| set(s, "/nodes/User/targets/me/path", json!("self"));
        "add a field of an object" Minor PLACES |s| set(s, "/objects/Place/fields/zip", json!({ "type": "string" }));
        "remove a field of an object" Major PLACES |s| remove(s, "/objects/Place/fields/city");
        "no ready struct any more" Major READY |s| set(s, "/ready", json!(["Gift", "Place"]));
        "an update more" Minor READY |s| set(s, "/nodes/User/updates/fields", json!(["name", "birthday"]));
        "others that are announced" Minor READY |s| set(s, "/nodes/User/updates/others", json!(["account_update"]));
        "word of webhooks" Major READY |s| set(s, "/nodes/User/updates/object", json!("person"));
        "add a required member" Major SAYS |s| set(s, "/objects/Words/fields/size", json!({ "type": "boolean", "required": true }));
        "add an optional member" Minor SAYS |s| set(s, "/objects/Words/fields/size", json!({ "type": "boolean" }));
        "a member required to optional" Major SAYS |s| remove(s, "/objects/Words/fields/body/required");
        "a member optional to required" Major SAYS |s| set(s, "/objects/Words/fields/bold/required", json!(true));
        "remove a required member" Major SAYS |s| remove(s, "/objects/Words/fields/body");
        "a member becomes certain" Major HEARS |s| remove(s, "/objects/Words/fields/weight/presence");
        "add a certain member that is read" Minor READS |s| {
            set(s, "/objects/Heard/fields/time", json!({ "type": "integer", "required": true }));
        };
        "a member that is read becomes certain" Major READS |s| set(s, "/objects/Heard/fields/tone/required", json!(true));
        "a member that is read is no longer certain" Major READS |s| remove(s, "/objects/Heard/fields/word/required");
        "a narrower limit of a member" Major SAYS |s| set(s, "/objects/Words/fields/body/max_length", json!(5));
        "a wider limit of a member" Minor SAYS |s| set(s, "/objects/Words/fields/body/max_length", json!(50));
        "no limit of a member" Minor SAYS |s| remove(s, "/objects/Words/fields/body/max_length");
        "a pattern of a member" Major SAYS |s| set(s, "/objects/Words/fields/body/pattern", json!("digits"));
        "a limit of a variant" Major CODES |s| set(s, "/unions/Say/variants/code/max_length", json!(3));
        "fewer elements" Major CARDS |s| set(s, "/objects/Card/fields/rows/max_items", json!(1));
        "fewer elements of a parameter" Major SAYS |s| set(s, &format!("{SAY}/params/tags/max_items"), json!(1));
        "add a rule about members" Major CARDS |s| {
            set(s, "/objects/Card/rules", json!([{ "not_together": ["foot", "end"] }, { "together": ["foot", "end"] }]));
        };
        "remove a rule about members" Minor CARDS |s| remove(s, "/objects/Card/rules");
        "path of a member" Major CARDS |s| set(s, "/objects/Card/fields/title/at", json!("top.title"));
        "another constant" Major CARDS |s| set(s, "/objects/Card/fields/kind/const", json!("paper"));
        "remove a constant" Major CARDS |s| remove(s, "/objects/Card/fields/kind");
        "add a constant" Major CARDS |s| set(s, "/objects/Card/fields/form", json!({ "const": 1 }));
        "rename the setter of one element" Major CARDS |s| set(s, "/objects/Card/fields/rows/add", json!("line"));
        "add a setter of one element" Minor SAYS |s| {
            set(s, "/objects/Words/fields/notes", json!({ "type": "[string]", "add": "note" }));
        };
        "rename the function of an object" Major CARDS |s| set(s, "/objects/Row/function", json!("say::line"));
        "remove the function of an object" Major CARDS |s| remove(s, "/objects/Row/function");
        "add a function of an object" Minor SAYS |s| set(s, "/objects/Card/function", json!("say::new_card"));
        "remove another name" Major CARDS |s| remove(s, "/objects/Card/fields/foot/aliases");
        "add a variant" Minor HEARS |s| set(s, "/unions/Say/variants/more", json!({ "type": "integer" }));
        "add a variant with the content of another" Major CODES |s| {
            set(s, "/unions/Say/variants/more", json!({ "type": "string" }));
        };
        "remove a variant" Major HEARS |s| remove(s, "/unions/Say/variants/text");
        "rename a variant" Major HEARS |s| set(s, "/unions/Say/variants/text/name", json!("Plain"));
        "type of a variant" Major HEARS |s| set(s, "/unions/Say/variants/text/type", json!("Card"));
        "function of a variant" Major SAYS |s| set(s, "/unions/Say/variants/text/function", json!("words"));
        "module of a union" Major SAYS |s| set(s, "/unions/Say/module", json!("talk"));
        "member of a variant" Major SAYS |s| set(s, "/unions/Say/variants/text/member", json!("words"));
        "tag of a union" Major SAYS |s| set(s, "/unions/Say/tag", json!("kind"));
        "content in a fixed member" Major SAYS |s| set(s, "/unions/Say/content_in", json!("content"));
        "a default variant" Minor SAYS |s| set(s, "/unions/Say/default", json!("text"));
        "another name of a variant less" Major SAYS |s| remove(s, "/unions/Say/variants/text/aliases");
        "add a union" Minor SAYS |s| {
            set(s, "/unions/Other", json!({ "variants": { "one": { "type": "string" } } }));
        };
        "body format" Major SAYS |s| remove(s, &format!("{SAY}/body"));
        "constant of an operation" Major SAYS |s| set(s, &format!("{SAY}/const/product"), json!("chat"));
        "remove a constant of an operation" Major SAYS |s| remove(s, &format!("{SAY}/const"));
        "a parameter no longer flat" Major SAYS |s| remove(s, &format!("{SAY}/params/content/flat"));
        "another constant of a parameter" Major SAYS |s| set(s, &format!("{SAY}/params/silent/const"), json!(1));
        "a constant parameter becomes free" Major SAYS |s| {
            set(s, &format!("{SAY}/params/silent"), json!({ "type": "boolean" }));
        };
        "what a parameter brings" Major SAYS |s| set(s, &format!("{SAY}/params/at/brings/published"), json!(true));
        "a parameter in the query" Major SAYS |s| {
            set(s, &format!("{SAY}/params/at"), json!({ "type": "integer", "in": "query" }));
        };
        "a task that a call needs" Major SAYS |s| set(s, &format!("{SAY}/task"), json!("MANAGE"));
        "one task less" Major JOBS |s| set(s, &format!("{MAKE}/task"), json!("WRITE"));
        "one task more" Minor JOBS |s| set(s, &format!("{MAKE}/task"), json!(["WRITE", "MANAGE", "SHOW"]));
        "no task any more" Minor JOBS |s| remove(s, &format!("{MAKE}/task"));
        "a feature that a call needs" Major SAYS |s| set(s, &format!("{SAY}/feature"), json!("late"));
        "permission of a parameter" Major CREATES |s| set(s, &format!("{CREATE}/params/note/permission"), json!("third"));
        "a host of files less" Major JOBS |s| remove(s, "/hosts");
        "a host of files more" Minor JOBS |s| set(s, "/hosts", json!(["https://files.example.com", "https://more.example.com"]));
        "host of a node" Major JOBS |s| set(s, "/nodes/Film/host", json!("https://films.example.com"));
        "host of a connection" Major JOBS |s| {
            set(s, "/nodes/Page/connections/films/host", json!("https://films.example.com"));
        };
        "another login dialog" Major JOBS |s| set(s, "/dialog", json!("https://login.example.com/dialog"));
        "version of an operation" Major JOBS |s| set(s, &format!("{MAKE}/version"), json!("none"));
        "remove a job" Major JOBS |s| remove(s, "/nodes/Film/job");
        "how often a job is asked for" Minor JOBS |s| set(s, "/nodes/Film/job/every", json!(9));
        "add a job" Minor PAGES |s| {
            set(s, "/nodes/Page/job", json!({ "state": "about", "done": "ready", "every": 1 }));
        };
        "node of webhooks" Minor EVENTS |s| set(s, "/webhooks/page/node", json!("Page"));
        "remove a kind of event" Major EVENTS |s| remove(s, "/webhooks/page/fields/words");
        "add a kind of event" Minor EVENTS |s| set(s, "/webhooks/page/fields/more", json!({ "type": "string" }));
        "type of a kind of event" Major EVENTS |s| set(s, "/webhooks/page/fields/words/type", json!("string"));
        "name of a kind of event" Major EVENTS |s| set(s, "/webhooks/page/fields/words/name", json!("Texts"));
        "add an object of webhooks" Minor EVENTS |s| set(s, "/webhooks/user", json!({ "fields": { "names": { "type": "json" } } }));
        "remove the webhooks" Major EVENTS |s| remove(s, "/webhooks");
        "envelope of deliveries" Major EVENTS |s| set(s, "/webhooks/page/envelope", json!("values"));
        "host of the API" Major LISTS |s| set(s, "/host", json!("https://elsewhere.example.com"));
        "text of the API" Patch LISTS |s| set(s, "/doc", json!("An API."));
    }
}

const FRIEND_CREATES: &str =
    "fn call() { let _ = user::friend(\"5\").gifts().create(1, \"a\").note(\"b\"); }";
