//! Fields with arguments: constant ones, those of a call, and what cannot be written.

use graph_client::{testing::Answers, *};
use graph_schema::call;

use crate::{
    bakery::{Filter, Format, Metric, Period, bread, insight, shop},
    fields_of, sandbox, schema,
};

#[derive(Debug, Fields)]
#[graph(node = insight)]
struct Insight {
    total: Option<i64>,
}

#[derive(Debug, Fields)]
#[graph(node = shop)]
struct Name {
    name: String,
}

/// What is known when the program is written.
#[derive(Debug, Fields)]
#[graph(node = shop)]
struct Constant {
    id: shop::Id,
    #[graph(args = shop::args::rival("Blue Bottle").town("Oakland"))]
    rival: Option<Name>,
    #[graph(args = shop::args::photo().width(100).tags(["a", "b"]).square(true).filter(Filter::new("x").value("a)b")))]
    photo: Option<String>,
    #[graph(args = shop::me().insights([Metric::Reach, Metric::Views]).period(Period::Day).limit(3))]
    insights: Connection<Insight>,
    #[graph(args = shop::me().breads().since(DateTime::from_unix_seconds(5).unwrap()), limit = 2)]
    breads: Connection<Bread>,
    #[graph(args = shop::args::_2x_photo(Format::Png), alias = big)]
    _2x_photo: Option<String>,
}

#[derive(Debug, Fields)]
#[graph(node = bread)]
struct Bread {
    id: bread::Id,
}

/// What the call says.
#[derive(Debug, Fields)]
#[graph(node = shop)]
struct OfCall {
    #[graph(args)]
    rival: Option<Name>,
}

#[derive(Debug, Fields)]
#[graph(node = bread)]
struct Measured {
    id: bread::Id,
    #[graph(args)]
    insights: Connection<Insight>,
}

#[derive(Debug, Fields)]
#[graph(node = shop)]
struct Deep {
    #[graph(args)]
    breads: Connection<Measured>,
    #[graph(args)]
    rival: Option<Name>,
    #[graph(args)]
    insights: Connection<Insight>,
}

#[test]
fn constant_arguments_stand_behind_the_name() {
    assert_eq!(
        fields_of(&shop::me().get::<Constant>()).unwrap(),
        "id,rival.name(Blue Bottle).in(Oakland){name},\
         photo.width(100).tags(a,b).square(1).filter({\"field\":\"x\",\"value\":\"a)b\"}),\
         insights.metric(reach,views).period(day).limit(3){total},\
         breads.since(5).limit(2){id},2x.photo.format(PNG).as(big)"
    );
}

#[tokio::test]
async fn a_call_passes_arguments() {
    let name = String::from("Bottle");
    let node = || shop::me().with_args(shop::args::rival(&name));
    assert_eq!(fields_of(&node().get::<OfCall>()).unwrap(), "rival.name(Bottle){name}");
    let answers = Answers::new().on(&node().get::<OfCall>(), r#"{"rival":{"name":"Bottle"}}"#);
    let client = Graph::builder().answers(&answers).build().with(UserToken::new("t"));
    let card = client.get::<OfCall>(node()).await.unwrap();
    assert_eq!(card.rival.unwrap().name, "Bottle");
    let sent = client.send(node().get::<OfCall>()).await.unwrap();
    assert_eq!(sent.rival.unwrap().name, "Bottle");
    let (first, second) = client.batch((node().get::<OfCall>(), node().get::<OfCall>())).await.unwrap();
    assert!(first.is_ok() && second.is_ok());
}

#[test]
fn arguments_reach_any_depth_and_keep_their_fields_apart() {
    let node = shop::me()
        .with_args(shop::args::rival("A"))
        .with_args(shop::me().breads().limit(1))
        .with_args(bread::id("1").insights([Metric::Views]))
        .with_args(shop::me().insights([Metric::Reach]).period(Period::Week));
    assert_eq!(
        fields_of(&node.get::<Deep>()).unwrap(),
        "breads.limit(1){id,insights.metric(views){total}},rival.name(A){name},\
         insights.metric(reach).period(week){total}"
    );
    let list =
        shop::me().breads().limit(7).with_args(bread::id("1").insights([Metric::Reach])).select::<Measured>();
    assert_eq!(fields_of(&list).unwrap(), "id,insights.metric(reach){total}");
}

#[tokio::test]
async fn what_is_missing_is_named_before_the_call_is_sent() {
    let client = Graph::builder().answers(&Answers::new()).build().with(UserToken::new("t"));
    let node = shop::me().with_args(shop::args::rival("A")).with_args(shop::me().breads().limit(1));
    let error = client.get::<Deep>(node).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("the arguments of `insights` are missing"), "{error}");
    let twice = shop::me().with_args(shop::args::rival("A")).with_args(shop::args::rival("B"));
    assert_eq!(fields_of(&twice.get::<OfCall>()).unwrap(), "rival.name(B){name}");
}

#[tokio::test]
async fn a_value_stays_inside_its_brackets() {
    let client = Graph::builder().answers(&Answers::new()).build().with(UserToken::new("t"));
    for name in ["x).limit(9", "x){id},photo.width(1", "\"x", "a\u{1}b", "a(b"] {
        let error = client.get::<OfCall>(shop::me().with_args(shop::args::rival(name))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name}");
        assert!(
            error.to_string().contains("the argument `name` of `rival` contains an unmatched bracket"),
            "{error}"
        );
    }
    let long = "x".repeat(31);
    let error = client.get::<OfCall>(shop::me().with_args(shop::args::rival(&long))).await.unwrap_err();
    assert!(error.to_string().contains("must have at most 30 characters"), "{error}");
    for good in ["a, b", "a(b)", "it's", "d\u{e9}j\u{e0}"] {
        let call = shop::me().with_args(shop::args::rival(good)).get::<OfCall>();
        assert_eq!(fields_of(&call).unwrap(), format!("rival.name({good}){{name}}"));
    }
}

#[test]
fn tools_check_arguments() {
    let schema = schema();
    let check = |fields: &str| {
        let call = call::by_path(&schema, graph_schema::model::Method::Get, "me", &[("fields", fields)]);
        call.err().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(check("rival.name(Blue Bottle).in(x).as(a){name},photo.width(5).tags(a,b)"), [""; 0]);
    assert_eq!(check("rival{name}"), ["`rival` requires the argument `name`; write `rival.name(..)`"]);
    assert_eq!(
        check("rival.nam(x){id},photo.width(0).tags(a,b,c,d).width(4)"),
        [
            "`rival` requires the argument `name`; write `rival.name(..)`",
            "`rival` has no argument `nam`; did you mean `name`?",
            "`width` must be at least 1, but is 0; use 1 or more",
            "the argument `width` of `photo` is set twice; keep one of them",
            "`tags` must have at most 3 elements, but has 4; remove 1 element",
        ]
    );
    assert_eq!(check("photo.width(wide)").len(), 1);
}

#[tokio::test]
async fn a_sandbox_takes_and_checks_arguments() {
    let data =
        r#"{"nodes":[{"id":"5","node":"Shop","fields":{"name":"Zoe's","photo":"https://a.example/b"}}]}"#;
    let sandbox = sandbox("arguments", data);
    let client = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let read = |fields: &'static str| {
        let client = client.clone();
        async move {
            let call = client.raw(http::Method::GET, "5").param("fields", fields).await;
            call.map(|answer| answer.to_string()).unwrap_or_else(|error| error.to_string())
        }
    };
    assert!(read("photo.width(100)").await.contains("https://a.example/b"));
    assert!(read("photo.width(5000)").await.contains("width"), "{}", read("photo.width(5000)").await);
    assert!(read("rival{name}").await.contains("The parameter name is required"));
    assert!(read("photo.weight(5)").await.contains("weight"), "{}", read("photo.weight(5)").await);
}
