//! Reading many nodes by their ids (`?ids=`), as a stream.

use std::{
    collections::VecDeque,
    fmt,
    ops::Range,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use futures_core::Stream;
use smol_str::SmolStr;

use crate::{
    answer::{Answer, Body, Fields, field_list, reads},
    error::{Error, ErrorKind, Result},
    facts::{Description, Node},
    request::Request,
    send::{Caller, Settings, call_settings, transport::BoxFuture},
    value::Id,
    wire,
};

/// The maximum number of ids that the platform accepts per call.
const IDS_PER_CALL: usize = 50;
/// The maximum number of concurrent calls.
const CONCURRENT_CALLS: usize = 4;

/// The result of one id.
type Row<F> = (Id<<F as Fields>::Node>, Result<Answer<F>>);
type Ids<F> = Box<dyn Iterator<Item = Id<<F as Fields>::Node>> + Send>;

/// Many nodes by their ids. Created by [`Client::nodes`](crate::Client::nodes).
///
/// A [`Stream`] of every id with its own result, in the order of the ids. It reads ahead by at most 200 ids,
/// while it is polled. An invalid id does not affect the others.
#[must_use = "streams do nothing unless polled"]
pub struct Nodes<F: Fields> {
    caller: Arc<dyn Fn(Settings) -> Caller + Send + Sync>,
    settings: Settings,
    ids: Ids<F>,
    fetches: VecDeque<Fetch<F>>,
    ready: VecDeque<Row<F>>,
}

enum Fetch<F: Fields> {
    Running(BoxFuture<Vec<Row<F>>>),
    Done(Vec<Row<F>>),
}

impl<F: Fields> Unpin for Nodes<F> {}

impl<F: Fields> Nodes<F> {
    pub(crate) fn new(
        caller: Arc<dyn Fn(Settings) -> Caller + Send + Sync>,
        ids: impl Iterator<Item = Id<F::Node>> + Send + 'static,
    ) -> Self {
        let (fetches, ready) = (VecDeque::new(), VecDeque::new());
        Self { caller, settings: Settings::default(), ids: Box::new(ids), fetches, ready }
    }

    call_settings!(
        "Cancels each request after `timeout`, including all attempts and waits. The ids of that request get the \
         error; the other ids are still read."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.settings);
        self
    }

    /// The next id with its result. `None` at the end.
    pub async fn next(&mut self) -> Option<Row<F>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Row<F>>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Poll::Ready(Some(row));
            }
            while self.fetches.len() < CONCURRENT_CALLS {
                let ids: Vec<_> = self.ids.by_ref().take(IDS_PER_CALL).collect();
                if ids.is_empty() {
                    break;
                }
                self.fetches.push_back(Fetch::Running(Box::pin(fetch::<F>(
                    (self.caller)(self.settings.clone()),
                    ids,
                ))));
            }
            // Poll all calls, so that they proceed concurrently.
            for fetch_state in &mut self.fetches {
                if let Fetch::Running(call) = fetch_state
                    && let Poll::Ready(rows) = call.as_mut().poll(context)
                {
                    *fetch_state = Fetch::Done(rows);
                }
            }
            match self.fetches.pop_front() {
                Some(Fetch::Done(rows)) => self.ready = rows.into(),
                Some(fetch_state) => {
                    self.fetches.push_front(fetch_state);
                    return Poll::Pending;
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<F: Fields> Stream for Nodes<F> {
    type Item = Row<F>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<F: Fields> fmt::Debug for Nodes<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nodes").field("calls", &self.fetches.len()).finish_non_exhaustive()
    }
}

/// Reads up to 50 ids. If the call may have failed because of one id, each half is read by itself, down to
/// that id.
async fn fetch<F: Fields>(caller: Caller, ids: Vec<Id<F::Node>>) -> Vec<Row<F>> {
    // An invalid id would change the whole request.
    let is_id = |id: &Id<F::Node>| !id.as_str().is_empty() && !id.as_str().contains(',');
    let valid: Vec<_> = ids.iter().filter(|id| is_id(id)).cloned().collect();
    let mut rows = fetch_valid::<F>(caller, valid).await.into_iter();
    let refused = |id: &Id<F::Node>| {
        let error = Error::new(ErrorKind::Request, format!("{:?} is not an id", id.as_str()));
        (id.clone(), Err(error.during(Some(Description::of_reading::<F::Node>()))))
    };
    ids.iter().filter_map(|id| if is_id(id) { rows.next() } else { Some(refused(id)) }).collect()
}

async fn fetch_valid<F: Fields>(caller: Caller, ids: Vec<Id<F::Node>>) -> Vec<Row<F>> {
    let mut rows = Vec::with_capacity(ids.len());
    let mut groups: Vec<_> = Some(ids).into_iter().filter(|ids| !ids.is_empty()).collect();
    // The error of the first id that was read by itself.
    let mut first: Option<Error> = None;
    while let Some(mut ids) = groups.pop() {
        let mut request = request::<F>(&ids);
        let answer = match ids.len() {
            // Only the nested lists can be made shorter.
            1 => caller.execute_with_less(&mut request, |_| false).await,
            _ => caller.execute(&request).await,
        };
        match answer {
            Ok(body) => rows.extend(read::<F>(&caller, &request, &body, ids)),
            Err(error) if ids.len() > 1 && may_be_about_one_id(&error) => {
                let second = ids.split_off(ids.len() / 2);
                // The last group is read next.
                groups.extend([second, ids]);
            }
            Err(error) => {
                let none_was_read = rows.iter().all(|(_, row)| row.is_err());
                let is_everyones =
                    none_was_read && first.as_ref().is_some_and(|first| is_about_the_call(first, &error));
                let rest = if is_everyones { groups.drain(..).rev().flatten().collect() } else { Vec::new() };
                rows.extend(ids.into_iter().chain(rest).map(|id| (id, Err(error.clone()))));
                first.get_or_insert(error);
            }
        }
    }
    rows
}

/// Whether two ids failed because of what both calls ask for, such as a field that does not exist: an error about an id
/// names it.
fn is_about_the_call(one: &Error, other: &Error) -> bool {
    let is_request = matches!(other.kind(), ErrorKind::Api | ErrorKind::Parameter);
    is_request
        && one.code().is_some()
        && one.code() == other.code()
        && one.server_message() == other.server_message()
}

/// Whether an error may be caused by a single id.
fn may_be_about_one_id(error: &Error) -> bool {
    let about_one = matches!(
        error.kind(),
        ErrorKind::Api | ErrorKind::NotFound | ErrorKind::Parameter | ErrorKind::Permission
    );
    about_one || error.wants_less_data()
}

fn request<F: Fields>(ids: &[Id<F::Node>]) -> Request {
    let mut request = Request::read::<F::Node>(F::Node::VERSION);
    request.params.commas("ids", ids);
    if let Some(fields) = field_list::<wire::Node<F::Node>, F>() {
        request.params.text("fields", fields);
    }
    request
}

/// Each id with its part of the response.
fn read<F: Fields>(caller: &Caller, request: &Request, body: &[u8], ids: Vec<Id<F::Node>>) -> Vec<Row<F>> {
    let parts = caller.read(request, body, parts);
    let parts = match parts {
        Ok(parts) => parts,
        Err(error) => return ids.into_iter().map(|id| (id, Err(error.clone()))).collect(),
    };
    let rows = ids.into_iter().enumerate().map(|(at, id)| {
        // Usually the parts are in the order of the ids.
        let matches = |part: &&(SmolStr, Range<usize>)| part.0 == id.as_str();
        let part = parts.get(at).filter(matches).or_else(|| parts.iter().find(matches));
        let row = match part.and_then(|(_, range)| body.get(range.clone())) {
            Some(part) => caller.read(request, part, reads::node::<F>),
            None => {
                let message = format!("the response has no node for the id {:?}", id.as_str());
                Err(Error::new(ErrorKind::NotFound, message).during(request.description))
            }
        };
        (id, row)
    });
    rows.collect()
}

/// The byte range of each id's part in the response.
fn parts(body: Body<'_>) -> Result<Vec<(SmolStr, Range<usize>)>> {
    let mut parts = Vec::with_capacity(IDS_PER_CALL);
    // An empty object is sent as an empty list.
    if body.bytes.trim_ascii().starts_with(b"[") {
        return Ok(parts);
    }
    body.read(|reader| {
        reader.entries(&mut |key, reader| {
            reader.peek();
            let start = reader.offset();
            reader.skip()?;
            parts.push((SmolStr::new(key), start..reader.offset()));
            Ok(())
        })
    })?;
    Ok(parts)
}
