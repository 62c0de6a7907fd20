//! Values of other forms: maps with typed keys, texts that hold JSON, numbers and texts in place of each other.

use std::collections::BTreeMap;

use graph_client::{testing::Answers, *};
use graph_schema::call;
use serde_json::json;

use crate::{
    bakery::{self, Form, Question, Reaction, baker, bread, shop},
    fields_of, sandbox, schema,
};

#[derive(Debug, Fields)]
#[graph(node = baker)]
struct Baker {
    name: Option<String>,
}

#[derive(Debug, Fields)]
#[graph(node = shop)]
struct Shop {
    reactions: Option<Map<Open<Reaction>, i64>>,
    hours: Option<BTreeMap<i64, f64>>,
    days: Option<Map<Date, Baker>>,
    roles: Option<Map<bread::Id, Vec<String>>>,
    form: Option<JsonText<Form>>,
    forms: Option<Vec<JsonText<Form>>>,
    count: Option<i64>,
    code: Option<String>,
}

#[derive(Debug, Fields)]
#[graph(node = shop)]
struct Plain {
    form: Option<String>,
}

macro_rules! read {
    ($selection:ty, $body:expr) => {{
        let call = shop::me().get::<$selection>();
        let answers = Answers::new().on(&call, $body.to_string());
        Graph::builder().answers(&answers).build().with(UserToken::new("t")).send(call).await
    }};
}

#[tokio::test]
async fn maps_and_texts_are_decoded() {
    assert_eq!(
        fields_of(&shop::me().get::<Shop>()).unwrap(),
        "reactions,hours,days{name},roles,form,forms,count,code"
    );
    // As text, since `json!` sorts the keys.
    let body = r#"{
        "reactions": { "wow": 1, "like": "20", "love": null },
        "hours": [1.5, 2],
        "days": { "2026-05-02": { "name": "Zoe" }, "2026-05-01": { "name": "Ann" } },
        "roles": { "77": ["bake"], "5": [] },
        "form": "{\"title\":\"Tea?\",\"size\":\"2\"}",
        "forms": ["{\"size\":1}", "no JSON", { "title": "as it is" }],
        "count": "12",
        "code": 12
    }"#;
    let shop = read!(Shop, body).unwrap();
    let reactions = shop.reactions.unwrap();
    assert_eq!(reactions.get(&Reaction::Like), Some(&20));
    assert_eq!(reactions.keys().map(Open::as_str).collect::<Vec<_>>(), ["wow", "like"]);
    assert_eq!(shop.hours.unwrap(), BTreeMap::from([(0, 1.5), (1, 2.0)]));
    let days: Vec<_> =
        shop.days.unwrap().into_iter().map(|(day, baker)| (day.to_string(), baker.name)).collect();
    assert_eq!(days, [("2026-05-02".into(), Some("Zoe".into())), ("2026-05-01".into(), Some("Ann".into()))]);
    assert_eq!(shop.roles.unwrap().get(&bread::Id::new("77")), Some(&vec!["bake".to_owned()]));
    let form = shop.form.unwrap();
    assert_eq!((form.value().unwrap().title.as_str(), form.value().unwrap().size), ("Tea?", Some(2)));
    assert_eq!(form.text(), "{\"title\":\"Tea?\",\"size\":\"2\"}");
    let forms = shop.forms.unwrap();
    // The first has not what it needs.
    assert_eq!((forms[0].value(), forms[0].text()), (None, "{\"size\":1}"));
    assert_eq!(forms[1].clone().into_value().unwrap_err(), "no JSON");
    assert_eq!(forms[2].value().unwrap().title, "as it is");
    assert_eq!((shop.count, shop.code.as_deref()), (Some(12), Some("12")));

    let plain = read!(Plain, json!({ "form": "no JSON" })).unwrap();
    assert_eq!(plain.form.as_deref(), Some("no JSON"));
}

#[tokio::test]
async fn a_key_of_another_type_is_named() {
    let error = read!(Shop, json!({ "days": { "tomorrow": {} } })).unwrap_err();
    assert!(error.to_string().contains("days.tomorrow"), "{error}");
}

#[test]
fn the_ready_struct_has_them() {
    let text = r#"{"reactions":{"love":2,"like":1},"form":"{\"title\":\"a\"}"}"#;
    let shop: bakery::Shop = serde_json::from_str(text).unwrap();
    assert_eq!(shop.form.as_ref().unwrap().value().unwrap().title, "a");
    assert_eq!(shop.reactions.as_ref().unwrap().get(&Reaction::Love), Some(&2));
    let back: bakery::Shop = serde_json::from_str(&serde_json::to_string(&shop).unwrap()).unwrap();
    assert_eq!(back, shop);
}

#[test]
fn they_are_sent_as_the_platform_expects() {
    let call = shop::me()
        .answer(Form::new("Tea?"))
        .roles(Map::from([(bread::Id::new("5"), vec!["bake".to_owned()])]));
    assert_eq!(call.faults(), []);
    assert!(
        call.curl().contains(r#"form={"title":"Tea?"}"#) || call.curl().contains("%7B%22title%22"),
        "{}",
        call.curl()
    );
    let question =
        Question::new(Form::new("Tea?")).weights(Map::from([(Reaction::Love, 3), (Reaction::Like, 1)]));
    let body: serde_json::Value =
        serde_json::from_str(&shop::me().ask(question).json_body().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({ "question": { "form": "{\"title\":\"Tea?\"}", "weights": { "love": 3, "like": 1 } } })
    );
    // What stands in the text is checked, too.
    let long = shop::me().ask(Question::new(Form::new("a title that is too long")));
    assert_eq!(long.faults()[0].path, "question.form.title");
    let text = shop::me().answer(JsonText::of_text("by hand"));
    assert_eq!(text.faults(), []);
}

#[test]
fn tools_check_them() {
    let schema = schema();
    let check = |operation: &str, name: &str, value: &str| {
        let call = call::request(&schema, operation, &["me"], &[(name, value)]);
        call.map(|request| request.body.unwrap_or_else(|| request.params[0].1.clone()))
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    };
    assert_eq!(check("shop.answer", "form", r#"{"title":"a"}"#).unwrap(), r#"{"title":"a"}"#);
    assert!(check("shop.answer", "form", r#"{"size":1}"#).unwrap_err().contains("title"));
    assert!(check("shop.answer", "form", "{").unwrap_err().contains("must hold JSON"));
    let question = r#"{"form":{"title":"a"},"weights":{"like":1}}"#;
    assert!(check("shop.ask", "question", question).unwrap().contains(r#""form":"{\"title\":\"a\"}""#));
    let wrong = check("shop.ask", "question", r#"{"form":"{}","weights":{"lik":1}}"#).unwrap_err();
    assert!(
        wrong.contains("`lik`") && wrong.contains("did you mean `like`?") && wrong.contains("title"),
        "{wrong}"
    );
}

#[tokio::test]
async fn a_sandbox_makes_them() {
    let sandbox = sandbox("values", r#"{"nodes":[]}"#);
    let client = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let shop = client.raw(http::Method::GET, "me").param("fields", "id").await;
    assert!(shop.is_ok(), "{shop:?}");
    client.send(shop::me().answer(Form::new("Tea?"))).await.unwrap();
    client.send(shop::me().ask(Question::new(Form::new("Tea?")))).await.unwrap();
}

#[tokio::test]
async fn an_answer_stands_in_data_or_by_itself() {
    let profile = || shop::me().profile();
    for body in [
        r#"{"data":[{"owner":"Zoe","scopes":["a"]}]}"#,
        r#"{"data":{"owner":"Zoe","scopes":["a"]},"paging":{}}"#,
        r#"{"owner":"Zoe","scopes":["a"]}"#,
    ] {
        let answers = Answers::new().on(&profile(), body);
        let client = Graph::builder().answers(&answers).build().with(UserToken::new("t"));
        let answer = client.send(profile()).await.unwrap();
        assert_eq!(
            (answer.owner.as_deref(), answer.scopes.unwrap()),
            (Some("Zoe"), vec!["a".to_owned()]),
            "{body}"
        );
    }
    let owner = || shop::me().owner();
    for (body, expected) in [(r#"{"data":[{"title":"a"}]}"#, Some("a")), (r#"{"data":[]}"#, None)] {
        let answers = Answers::new().on(&owner(), body);
        let client = Graph::builder().answers(&answers).build().with(UserToken::new("t"));
        let read = client.send(owner()).await;
        assert_eq!(read.as_ref().map(|form| form.title.as_str()).ok(), expected, "{body}");
    }
    let sandbox = sandbox("in_data", r#"{"nodes":[]}"#);
    let client = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let raw = client.raw(http::Method::POST, "me/owner").await.unwrap();
    assert!(raw["data"][0]["title"].is_string(), "{raw}");
    assert!(!client.send(owner()).await.unwrap().title.is_empty());
}
