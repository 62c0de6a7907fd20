//! Several calls in one.

use std::sync::Arc;

use bytes::Bytes;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    body,
    description::Api,
    error::{Error, ErrorKind, Result, check},
    execute::{execute, refuse},
    graph::Shared,
    operation::{Decoder, Sendable},
    request::Request,
};

/// The most calls that the platform takes in one.
const MOST: usize = 50;

/// Calls that can go into one batch: a tuple of up to ten.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no batch of calls",
    label = "not a tuple of up to ten calls that can be sent",
    note = "write `me.batch((first, second))`; a read goes in as `user::me().get::<Profile>()`",
    note = "more than ten calls go into several batches"
)]
pub trait Batch<K, S>: Send + 'static {
    /// One result for each call.
    type Output;

    /// The requests, and what makes the results of their answers.
    #[doc(hidden)]
    fn into_calls(self) -> (Vec<Request>, impl FnOnce(Answers) -> Self::Output + Send + 'static);
}

/// Answers of a batch, in the order of its calls.
#[doc(hidden)]
pub struct Answers {
    shared: Arc<Shared>,
    list: std::vec::IntoIter<(Result<Bytes>, Request)>,
}

impl Answers {
    fn next<A>(&mut self, decode: Decoder<A>) -> Result<A> {
        let Some((answer, request)) = self.list.next() else {
            return Err(Error::new(ErrorKind::Decode, "the batch has fewer answers than calls"));
        };
        match answer {
            Ok(body) => body::read(&self.shared, &request, &body, decode),
            Err(error) => Err(error.during(request.description)),
        }
    }
}

macro_rules! tuples {
    ($($call:ident $decode:ident),*) => {
        impl<K, S, $($call),*> Batch<K, S> for ($($call,)*)
        where
            $($call: Sendable<K, S> + Send + 'static,)*
        {
            type Output = ($(Result<$call::Output>,)*);

            #[allow(non_snake_case, reason = "one name serves as type and as variable")]
            fn into_calls(self) -> (Vec<Request>, impl FnOnce(Answers) -> Self::Output + Send + 'static) {
                let ($($call,)*) = self;
                let mut requests = Vec::new();
                $(
                    let (request, $decode) = $call.into_call();
                    requests.push(request);
                )*
                (requests, move |mut answers: Answers| ($(answers.next($decode),)*))
            }
        }
    };
}

tuples!(A a);
tuples!(A a, B b);
tuples!(A a, B b, C c);
tuples!(A a, B b, C c, D d);
tuples!(A a, B b, C c, D d, E e);
tuples!(A a, B b, C c, D d, E e, F f);
tuples!(A a, B b, C c, D d, E e, F f, G g);
tuples!(A a, B b, C c, D d, E e, F f, G g, H h);
tuples!(A a, B b, C c, D d, E e, F f, G g, H h, I i);
tuples!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);

/// An element of the platform's answer.
#[derive(Deserialize)]
struct Element {
    code: u16,
    #[serde(default)]
    headers: Vec<Header>,
    body: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

pub(crate) async fn batch(
    shared: Arc<Shared>,
    token: Option<&str>,
    requests: Vec<Request>,
) -> Result<Answers> {
    let answers = send(&shared, token, &requests).await?;
    let answers: Vec<_> = answers.into_iter().zip(requests).collect();
    Ok(Answers { shared, list: answers.into_iter() })
}

async fn send(shared: &Shared, token: Option<&str>, requests: &[Request]) -> Result<Vec<Result<Bytes>>> {
    let Some(first) = requests.first() else { return Ok(Vec::new()) };
    if requests.len() > MOST {
        return Err(Error::new(
            ErrorKind::Request,
            format!("a batch takes {MOST} calls, {} were given", requests.len()),
        ));
    }
    // A call that breaks a limit fails by itself; the others are sent.
    let refused: Vec<Option<Error>> = requests
        .iter()
        .map(|request| of_another_api(request, first).or_else(|| refuse(request).err()))
        .collect();
    let sendable = requests.iter().zip(&refused).filter(|(_, refused)| refused.is_none());
    let items: Vec<Value> =
        sendable.enumerate().map(|(number, (request, _))| item(shared, request, number)).collect();
    if items.is_empty() {
        return Ok(refused.into_iter().flatten().map(Err).collect());
    }
    let sent: Vec<&Request> = requests
        .iter()
        .zip(&refused)
        .filter(|(_, refused)| refused.is_none())
        .map(|(request, _)| request)
        .collect();
    let body = execute(shared, token, &whole(first.api, &items, &sent)).await?;
    let elements: Vec<Option<Element>> = serde_json::from_slice(&body).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the answer of the batch is no list of answers: {error}"))
    })?;
    if elements.len() != items.len() {
        let counts = format!("the batch has {} answers to {} calls", elements.len(), items.len());
        return Err(Error::new(ErrorKind::Decode, counts));
    }
    let mut elements = elements.into_iter();
    let answers = requests.iter().zip(refused).map(|(request, refused)| match refused {
        Some(error) => Err(error),
        None => answer(elements.next().flatten(), request).map_err(|error| error.without(token)),
    });
    Ok(answers.collect())
}

/// A batch goes to one host: a call of another API cannot go with it.
fn of_another_api(request: &Request, first: &Request) -> Option<Error> {
    (request.api != first.api).then(|| {
        Error::new(ErrorKind::Request, "this call is of another API than the first one of the batch")
            .during(request.description)
    })
}

/// The call that holds the others.
fn whole(api: &'static Api, items: &[Value], requests: &[&Request]) -> Request {
    let mut call = Request::raw(api, Method::POST, "");
    call.params.json("batch", items);
    // Where a picture is, only a header says.
    let redirects =
        |request: &&&Request| request.description.is_some_and(|description| description.redirects());
    if requests.iter().find(redirects).is_none() {
        call.params.text("include_headers", "false");
    }
    for (number, request) in requests.iter().enumerate() {
        for (name, file) in request.params.files() {
            call.params.file(file_name(number, name), file.clone());
        }
    }
    call
}

/// What a file of a call is called in the form of the whole.
fn file_name(number: usize, name: &str) -> String {
    format!("call{number}_{name}")
}

/// A batch as a request, for showing it.
pub(crate) fn as_request(shared: &Shared, requests: &[Request]) -> Request {
    let items: Vec<Value> =
        requests.iter().enumerate().map(|(number, request)| item(shared, request, number)).collect();
    let all: Vec<&Request> = requests.iter().collect();
    whole(requests.first().map_or_else(crate::api::api, |first| first.api), &items, &all)
}

fn item(shared: &Shared, request: &Request, number: usize) -> Value {
    let mut item = json!({
        "method": request.method.as_str(),
        "relative_url": request.relative_url(shared.version.as_deref()),
    });
    if let Some(form) = request.form() {
        item["body"] = Value::String(form.to_owned());
    }
    let files: Vec<String> = request.params.files().iter().map(|(name, _)| file_name(number, name)).collect();
    if !files.is_empty() {
        item["attached_files"] = Value::String(files.join(","));
    }
    item
}

/// `null` for a call that names no other one and is named by none: it was not run in time.
fn answer(element: Option<Element>, request: &Request) -> Result<Bytes> {
    let Some(element) = element else {
        return Err(Error::new(ErrorKind::Timeout, "the batch ended before this call was run").retryable());
    };
    let location = element.headers.iter().find(|header| header.name.eq_ignore_ascii_case("location"));
    let expected = request.description.is_some_and(|description| description.redirects());
    if let (Some(location), true) = (location, expected && (300..400).contains(&element.code)) {
        return Ok(json!({ "data": { "url": location.value } }).to_string().into());
    }
    let status = StatusCode::from_u16(element.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    check(status, Bytes::from(element.body.unwrap_or_default()), request.api, request.method == Method::GET)
}
