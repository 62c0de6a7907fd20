//! Fields that come unasked are decoded and never requested.

use graph_client::{testing::Answers, *};
use graph_schema::call;
use http::Method;

use crate::{
    bakery::{baker, sale, shop},
    fields_of, schema,
};

#[derive(Debug, Fields)]
#[graph(node = sale)]
struct Row {
    revenue: Money,
    day: Date,
    #[graph(field = product)]
    what: Option<String>,
    baker: Option<Baker>,
}

#[derive(Debug, Fields)]
#[graph(node = baker)]
struct Baker {
    name: Option<String>,
    shift: Option<String>,
}

/// A name that the derive does not know.
#[derive(Debug, Fields)]
#[graph(node = sale)]
struct Odd {
    day: Option<Date>,
    _7d_sold: Option<i64>,
    product: Option<String>,
}

#[derive(Debug, Fields)]
#[graph(node = baker)]
struct OnlyShift {
    shift: Option<String>,
}

#[derive(Debug, Fields)]
#[graph(node = sale)]
struct OnlyColumns {
    day: Date,
    baker: Option<OnlyShift>,
}

#[test]
fn they_are_not_requested() {
    assert_eq!(fields_of(&sale::id("1").get::<Row>()).as_deref(), Some("revenue,baker{name}"));
    assert_eq!(fields_of(&sale::id("1").get::<Odd>()).as_deref(), Some("7d.sold"));
    // A nested selection of which nothing is requested is the field alone.
    assert_eq!(fields_of(&sale::id("1").get::<OnlyColumns>()).as_deref(), Some("baker"));
    let list = shop::id("1").sales().breakdowns([crate::bakery::Column::Product]).select::<Row>();
    assert_eq!(fields_of(&list).as_deref(), Some("revenue,baker{name}"));
}

#[tokio::test]
async fn they_are_decoded() {
    let call = sale::id("1").get::<Row>();
    let body =
        r#"{"revenue":"3.98","day":"2026-05-01","product":"bun","baker":{"name":"Zoe","shift":"night"}}"#;
    let answers = Answers::new().on(&call, body);
    let client = Graph::builder().answers(&answers).build().with(UserToken::new("t"));
    let row: Row = client.send(call).await.unwrap();
    assert_eq!(row.day.to_string(), "2026-05-01");
    assert_eq!(row.revenue.to_string(), "3.98");
    assert_eq!(row.what.as_deref(), Some("bun"));
    let baker = row.baker.unwrap();
    assert_eq!((baker.name.as_deref(), baker.shift.as_deref()), (Some("Zoe"), Some("night")));
}

#[tokio::test]
async fn a_list_of_names_cannot_have_one() {
    let client = Graph::builder().answers(&Answers::new()).build().with(UserToken::new("t"));
    let named = sale::id("1").fields([FieldName::new("revenue"), FieldName::new("product.as(p)")]);
    let error = client.get::<crate::bakery::Sale>(named).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error.to_string().contains("`product` comes unasked and cannot be requested: remove it"),
        "{error}"
    );
}

#[test]
fn tools_refuse_to_request_one() {
    let check = |fields: &str| {
        call::by_path(&schema(), graph_schema::model::Method::Get, "1/sales", &[("fields", fields)])
    };
    assert!(check("revenue,baker{name}").is_ok());
    let problems = check("revenue,day,baker{shift}").unwrap_err();
    let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "`day` of `Sale` comes by itself and cannot be requested; remove it from the list",
            "`shift` of `Baker` comes by itself and cannot be requested; remove it from the list",
        ]
    );
}

#[tokio::test]
async fn a_sandbox_sends_them_and_refuses_requests_for_them() {
    let sandbox = crate::sandbox(
        "unasked",
        r#"{"nodes":[{"id":"5","node":"Sale","fields":{"day":"2026-05-01","product":"bun","revenue":"3.98","baker":{"name":"Zoe","shift":"night"}}}]}"#,
    );
    let graph = Graph::builder().host(sandbox.url()).build();
    let client = graph.with(UserToken::new(sandbox.user_token()));
    let row = client.get::<Row>(sale::id("5")).await.unwrap();
    assert!(row.what.is_some() && row.baker.unwrap().shift.is_some());
    let raw = client.raw(Method::GET, "5").param("fields", "revenue,day").await.unwrap_err();
    assert!(raw.to_string().contains("day is not valid for fields param"), "{raw}");
}
