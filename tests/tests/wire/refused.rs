//! Rejected calls: all problems that the model reports, and the client's error if the call can be written in Rust
//! at all.
//!
//! A case is an object in `../wire/refused.json` with handwritten `what`, `operation` and `call`; the rest is
//! blessed. A call below with the same `what` is the same call in Rust.

use std::fmt::Write as _;

use expect_test::expect_file;
use graph_client::{
    api::{
        apprequest, event, permission,
        user::{self, feed, photos, picture},
    },
    transport::BoxFuture,
    *,
};
use graph_schema::{call::Problem, model::Schema};

use super::{
    sent::Recorder,
    stored::{self, ByName},
};
use crate::{Clients, one_line, quoted};

/// The file with these cases.
pub(crate) const FILE: &str = "refused";

/// A case as stored in the file.
pub(crate) struct Refused {
    /// What is wrong, in a few words.
    what: String,
    operation: String,
    by_name: ByName,
    /// The call as written in the file.
    call: String,
}

impl Refused {
    /// All problems that the model reports.
    pub(crate) fn problems(&self, schema: &Schema) -> Vec<Problem> {
        let made = self.by_name.request(schema, &self.operation);
        made.expect_err(&format!("`{}` is refused: {}", self.operation, self.what))
    }
}

/// Returns all cases.
pub(crate) fn read() -> Vec<Refused> {
    let text = stored::text(FILE);
    let cases = stored::objects(FILE, &text).into_iter().map(|members| {
        let text = |name: &str| members[name].0.as_str().unwrap().to_owned();
        let (call, written) = &members["call"];
        Refused {
            what: text("what"),
            operation: text("operation"),
            by_name: ByName::new(call),
            call: (*written).to_owned(),
        }
    });
    cases.collect()
}

/// A rejected call in Rust.
struct Typed {
    what: &'static str,
    rust: &'static str,
    answered: BoxFuture<Error>,
}

/// Names each call and records its source code. A call that cannot even be built counts as rejected.
macro_rules! calls {
    ($($what:literal => $call:expr,)*) => {
        vec![$({
            let pending = build(|| Ok($call));
            Typed {
                what: $what,
                rust: stringify!($call),
                answered: Box::pin(async move {
                    match pending {
                        Ok(pending) => pending.await.expect_err($what),
                        Err(error) => error,
                    }
                }),
            }
        }),*]
    };
}

fn build<F>(call: impl FnOnce() -> Result<F>) -> Result<F> {
    call()
}

fn calls(Clients { me, app, .. }: &Clients) -> Vec<Typed> {
    let file = || File::new("beach.jpg", vec![0xFF, 0xD8, 0xFF]);
    calls! {
        "at least one: none set" => me.send(user::me().feed().create_post(
            feed::CreatePostContent::try_from(feed::CreatePostForm::default())?
        )),
        "at least one: empty edit" => me.send(event::id("400001").update(
            event::update::UpdateContent::try_from(event::update::UpdateForm::default())?
        )),
        "exactly one: none set" => me.send(user::me().photos().create(
            photos::CreateContent::try_from(photos::CreateForm::default())?
        )),
        "exactly one: both set" => me.send(user::me().photos().create(
            photos::CreateContent::try_from(photos::CreateForm { source: Some(file()), url: Some("https://example.com/a.jpg".into()) })?
        )),
        "mutually exclusive parameters" => me.send(user::me().picture().get().size(
            picture::GetSize::try_from(picture::GetSizeForm { r#type: Some(api::PictureSize::Large.into()), width: Some(200), ..Default::default() })?
        )),
        "missing parameter that another one requires" => me.send(user::me().feed().create_post(
            feed::CreatePostContent::try_from(feed::CreatePostForm { message: Some("hi".into()), name: Some("A title".into()), ..Default::default() })?
        )),
        "empty string" => me.send(user::me().events().create("", event::Time::date(2012, 7, 4))),
        "string too long" => me.send(user::me().friendlists().create("A list of my best friends!")),
        "number too low" => app.send(user::id("100001").scores().create(-1)),
        "size of zero" => me.send(user::me().picture().get().size(picture::width(0))),
        "nonexistent date" => me.send(user::me().events().create("Picnic", event::Time::date(2012, 13, 4))),
        "empty path segment" => me.send(user::me().permissions().revoke_one(Open::<permission::Name>::Other("".into()))),
        "path segment that changes the path" => me.send(user::me().likes().check("..")),
        "target that changes the path" => me.send(event::id(".").delete()),
        "incomplete composite id" => app.send(apprequest::of("", user::Id::new("100001")).delete()),
    }
}

#[tokio::test]
async fn invalid_calls_are_rejected_with_a_message() {
    let schema = graph_schema::builtin().into_result().unwrap();
    let recorder = Recorder::default();
    let mut typed = calls(&Clients::new(&recorder));
    let mut text = Vec::new();
    for case in read() {
        let mut object = String::from("  {\n");
        let mut member = |name: &str, written: &str| writeln!(object, "    \"{name}\": {written},").unwrap();
        member("what", &quoted(&case.what));
        member("operation", &quoted(&case.operation));
        member("call", &case.call);
        if let Some(at) = typed.iter().position(|call| call.what == case.what) {
            let Typed { rust, answered, .. } = typed.swap_remove(at);
            let error = answered.await;
            assert_eq!(error.kind(), ErrorKind::Request, "{}: {error}", case.what);
            assert!(recorder.taken().is_none(), "{} was sent", case.what);
            member("rust", &quoted(&one_line(rust)));
            member("client", &quoted(&error.to_string()));
        }
        let problems: Vec<String> = case
            .problems(&schema)
            .iter()
            .map(|problem| format!("      {}", quoted(&problem.to_string())))
            .collect();
        write!(object, "    \"problems\": [\n{}\n    ]\n  }}", problems.join(",\n")).unwrap();
        text.push(object);
    }
    let left: Vec<&str> = typed.iter().map(|call| call.what).collect();
    assert!(left.is_empty(), "no case is called {left:?}");
    expect_file![format!("../../wire/{FILE}.json")].assert_eq(&format!("[\n{}\n]\n", text.join(",\n")));
}
