//! Calls that are not sent: all that is wrong with them by the model, and what the client says where they
//! can be written in Rust at all.
//!
//! A case is an object of `../wire/refused.json` with `what`, `operation` and `call`, which are written by
//! hand; the rest is blessed. A call below that has the same `what` is the same call in Rust.

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
    stored::{self, Told},
};
use crate::{Clients, one_line, quoted};

/// The file of these cases.
pub(crate) const FILE: &str = "refused";

/// A case as the file holds it.
pub(crate) struct Refused {
    /// What is wrong, in a few words.
    what: String,
    operation: String,
    told: Told,
    /// The call as it is written there.
    call: String,
}

impl Refused {
    /// All that is wrong with it, by the model.
    pub(crate) fn problems(&self, schema: &Schema) -> Vec<Problem> {
        let made = self.told.request(schema, &self.operation);
        made.expect_err(&format!("`{}` is refused: {}", self.operation, self.what))
    }
}

/// All cases.
pub(crate) fn read() -> Vec<Refused> {
    let text = stored::text(FILE);
    let cases = stored::objects(FILE, &text).into_iter().map(|members| {
        let text = |name: &str| members[name].0.as_str().unwrap().to_owned();
        let (call, written) = &members["call"];
        Refused {
            what: text("what"),
            operation: text("operation"),
            told: Told::new(call),
            call: (*written).to_owned(),
        }
    });
    cases.collect()
}

/// A call in Rust that is refused.
struct Typed {
    what: &'static str,
    rust: &'static str,
    answered: BoxFuture<Error>,
}

/// Names each call and keeps it as text; one that cannot even be put together is refused, too.
macro_rules! calls {
    ($($what:literal => $call:expr,)*) => {
        vec![$({
            let pending = put_together(|| Ok($call));
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

fn put_together<F>(call: impl FnOnce() -> Result<F>) -> Result<F> {
    call()
}

fn calls(Clients { me, app, .. }: &Clients) -> Vec<Typed> {
    let file = || File::new("beach.jpg", vec![0xFF, 0xD8, 0xFF]);
    calls! {
        "none of those of which one is needed" => me.send(user::me().feed().create_post(
            feed::CreatePostContent::try_from(feed::CreatePostForm::default())?
        )),
        "nothing to change" => me.send(event::id("400001").update(
            event::update::UpdateContent::try_from(event::update::UpdateForm::default())?
        )),
        "none of two alternatives" => me.send(user::me().photos().create(
            photos::CreateContent::try_from(photos::CreateForm::default())?
        )),
        "both of two alternatives" => me.send(user::me().photos().create(
            photos::CreateContent::try_from(photos::CreateForm { source: Some(file()), url: Some("https://example.com/a.jpg".into()) })?
        )),
        "two that exclude each other" => me.send(user::me().picture().get().size(
            picture::GetSize::try_from(picture::GetSizeForm { r#type: Some(api::PictureSize::Large.into()), width: Some(200), ..Default::default() })?
        )),
        "without the one that it goes with" => me.send(user::me().feed().create_post(
            feed::CreatePostContent::try_from(feed::CreatePostForm { message: Some("hi".into()), name: Some("A title".into()), ..Default::default() })?
        )),
        "an empty text that must not be" => me.send(user::me().events().create("", event::Time::date(2012, 7, 4))),
        "a text that is too long" => me.send(user::me().friendlists().create("A list of my best friends!")),
        "a number that is too low" => app.send(user::id("100001").scores().create(-1)),
        "a size of nothing" => me.send(user::me().picture().get().size(picture::width(0))),
        "a day that is not in the calendar" => me.send(user::me().events().create("Picnic", event::Time::date(2012, 13, 4))),
        "a part of the path that is empty" => me.send(user::me().permissions().revoke_one(Open::<permission::Name>::Other("".into()))),
        "a part of the path that leads elsewhere" => me.send(user::me().likes().check("..")),
        "a target that leads elsewhere" => me.send(event::id(".").delete()),
        "half an id" => app.send(apprequest::of("", user::Id::new("100001")).delete()),
    }
}

#[tokio::test]
async fn every_call_that_cannot_be_sent_is_refused_in_words() {
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
