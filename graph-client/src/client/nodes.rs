//! Many nodes by their ids: `?ids=`, as a stream.

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
    facts::Description,
    request::Request,
    send::{Caller, Settings, call_settings, transport::BoxFuture},
    value::Id,
    wire,
};

/// What the platform takes in one call.
const MOST: usize = 50;
/// Calls at a time.
const AT_A_TIME: usize = 4;

/// The result of one id.
type Row<F> = (Id<<F as Fields>::Node>, Result<Answer<F>>);
type Ids<F> = Box<dyn Iterator<Item = Id<<F as Fields>::Node>> + Send>;

/// Many nodes by their ids; made by [`Client::nodes`](crate::Client::nodes).
///
/// A [`Stream`] of each id with its own result, in the order of the ids. It holds at most 200 of them, and asks
/// for more while it is asked. An id that is wrong spoils none of the others.
#[must_use = "a stream does nothing until it is asked for its items"]
pub struct Nodes<F: Fields> {
    caller: Arc<dyn Fn(Settings) -> Caller + Send + Sync>,
    settings: Settings,
    ids: Ids<F>,
    flights: VecDeque<Flight<F>>,
    ready: VecDeque<Row<F>>,
}

enum Flight<F: Fields> {
    On(BoxFuture<Vec<Row<F>>>),
    Landed(Vec<Row<F>>),
}

impl<F: Fields> Unpin for Nodes<F> {}

impl<F: Fields> Nodes<F> {
    pub(crate) fn new(
        caller: Arc<dyn Fn(Settings) -> Caller + Send + Sync>,
        ids: impl Iterator<Item = Id<F::Node>> + Send + 'static,
    ) -> Self {
        let (flights, ready) = (VecDeque::new(), VecDeque::new());
        Self { caller, settings: Settings::default(), ids: Box::new(ids), flights, ready }
    }

    call_settings!(
        "Cancels each request after this time, all its attempts and waits included: the error is that of its ids, \
         and the other ids are still read."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.settings);
        self
    }

    /// The next id with its result; none at the end.
    pub async fn next(&mut self) -> Option<Row<F>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Row<F>>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Poll::Ready(Some(row));
            }
            while self.flights.len() < AT_A_TIME {
                let ids: Vec<_> = self.ids.by_ref().take(MOST).collect();
                if ids.is_empty() {
                    break;
                }
                self.flights
                    .push_back(Flight::On(Box::pin(fetch::<F>((self.caller)(self.settings.clone()), ids))));
            }
            // All of them go on, whichever is the first.
            for flight in &mut self.flights {
                if let Flight::On(call) = flight
                    && let Poll::Ready(rows) = call.as_mut().poll(context)
                {
                    *flight = Flight::Landed(rows);
                }
            }
            match self.flights.pop_front() {
                Some(Flight::Landed(rows)) => self.ready = rows.into(),
                Some(flight) => {
                    self.flights.push_front(flight);
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
        f.debug_struct("Nodes").field("calls", &self.flights.len()).finish_non_exhaustive()
    }
}

/// Reads some ids. Where a call fails for what is in it, each half of it is tried, down to the id that is wrong.
async fn fetch<F: Fields>(caller: Caller, ids: Vec<Id<F::Node>>) -> Vec<Row<F>> {
    // What is no id cannot be sent with the others.
    let is_id = |id: &Id<F::Node>| !id.as_str().is_empty() && !id.as_str().contains(',');
    let good: Vec<_> = ids.iter().filter(|id| is_id(id)).cloned().collect();
    let mut rows = fetch_good::<F>(caller, good).await.into_iter();
    let refused = |id: &Id<F::Node>| {
        let error = Error::new(ErrorKind::Request, format!("{:?} is not an id", id.as_str()));
        (id.clone(), Err(error.during(Some(Description::of_reading::<F::Node>()))))
    };
    ids.iter().filter_map(|id| if is_id(id) { rows.next() } else { Some(refused(id)) }).collect()
}

async fn fetch_good<F: Fields>(caller: Caller, ids: Vec<Id<F::Node>>) -> Vec<Row<F>> {
    let mut rows = Vec::with_capacity(ids.len());
    let mut groups: Vec<_> = Some(ids).into_iter().filter(|ids| !ids.is_empty()).collect();
    while let Some(mut ids) = groups.pop() {
        let mut request = request::<F>(&ids);
        let answer = match ids.len() {
            // Its own lists are all that can be made shorter.
            1 => caller.execute_with_less(&mut request, |_| false).await,
            _ => caller.execute(&request).await,
        };
        match answer {
            Ok(body) => rows.extend(read::<F>(&caller, &request, &body, ids)),
            Err(error) if ids.len() > 1 && is_about_one(&error) => {
                let second = ids.split_off(ids.len() / 2);
                // The last one is next.
                groups.extend([second, ids]);
            }
            Err(error) => rows.extend(ids.into_iter().map(|id| (id, Err(error.clone())))),
        }
    }
    rows
}

/// Whether an error can be that of one id alone.
fn is_about_one(error: &Error) -> bool {
    let about_one = matches!(
        error.kind(),
        ErrorKind::Api | ErrorKind::NotFound | ErrorKind::Parameter | ErrorKind::Permission
    );
    about_one || error.wants_less_data()
}

fn request<F: Fields>(ids: &[Id<F::Node>]) -> Request {
    let mut request = Request::read::<F::Node>(None);
    request.params.commas("ids", ids);
    if let Some(fields) = field_list::<wire::Node<F::Node>, F>() {
        request.params.text("fields", fields);
    }
    request
}

/// Each id with its part of the answer.
fn read<F: Fields>(caller: &Caller, request: &Request, body: &[u8], ids: Vec<Id<F::Node>>) -> Vec<Row<F>> {
    let parts = caller.read(request, body, parts);
    let parts = match parts {
        Ok(parts) => parts,
        Err(error) => return ids.into_iter().map(|id| (id, Err(error.clone()))).collect(),
    };
    let rows = ids.into_iter().enumerate().map(|(at, id)| {
        // Most often they come in the order in which they were asked for.
        let is_it = |part: &&(SmolStr, Range<usize>)| part.0 == id.as_str();
        let part = parts.get(at).filter(is_it).or_else(|| parts.iter().find(is_it));
        let row = match part.and_then(|(_, range)| body.get(range.clone())) {
            Some(part) => caller.read(request, part, reads::node::<F>),
            None => {
                let message = format!("the answer has nothing for the id {:?}", id.as_str());
                Err(Error::new(ErrorKind::NotFound, message).during(request.description))
            }
        };
        (id, row)
    });
    rows.collect()
}

/// Where in the answer the part of each id is.
fn parts(body: Body<'_>) -> Result<Vec<(SmolStr, Range<usize>)>> {
    let mut parts = Vec::with_capacity(MOST);
    // Of nothing, an empty list is answered.
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
