//! What goes into a batch: calls, calls that build on others, calls with a token of their own.

use std::{fmt, sync::Arc};

use bytes::Bytes;

use super::reference::Reference;
use crate::{
    answer::Decoder,
    call::Sendable,
    error::{Error, ErrorKind, Result},
    request::Request,
    send::Caller,
};

/// Calls that can go into one batch: a tuple of up to twelve, a vector of any length, a call with those that
/// build upon it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no batch of calls",
    label = "not a tuple of up to twelve calls that can be sent, nor a vector of them",
    note = "write `me.batch((first, second))`; a read goes in as `user::me().get::<Profile>()`",
    note = "more than twelve calls go into tuples of tuples, and any number of one kind into a `Vec`"
)]
pub trait Batch<K, S>: Send + 'static {
    /// One result for each call.
    type Output: 'static;

    /// Adds the requests, and gives what makes the results of their answers.
    #[doc(hidden)]
    fn collect(self, calls: &mut Calls) -> Reading<Self::Output>;
}

/// What can stand at one place of a batch.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no call that can be sent",
    label = "neither an operation nor a selection with `.get::<..>()`",
    note = "lists are read with `page`, `pages` or `items`, and not in a batch; `create`, `delete` and their like are sent"
)]
pub trait BatchPart<K, S>: Send + 'static {
    /// Its result; of several calls, several.
    type Output: Send + 'static;

    /// Adds the requests, and gives what makes the results of their answers.
    #[doc(hidden)]
    fn add(self, calls: &mut Calls) -> Reading<Self::Output>;
}

/// What makes results of answers.
#[doc(hidden)]
pub type Reading<A> = Box<dyn FnOnce(&mut Answers) -> A + Send>;

/// The calls of a batch, while it is put together.
#[doc(hidden)]
#[derive(Default)]
pub struct Calls(pub(super) Vec<Item>);

/// One call of a batch.
pub(crate) struct Item {
    pub(super) request: Request,
    /// Where it is another one than the client's.
    pub(super) caller: Option<Caller>,
    /// What others refer to it by.
    pub(super) name: Option<u64>,
}

/// Answers of a batch, in the order of its calls.
#[doc(hidden)]
pub struct Answers {
    pub(super) caller: Caller,
    pub(super) list: std::vec::IntoIter<(Result<Bytes>, Item)>,
}

impl Answers {
    fn next<A>(&mut self, decode: Decoder<A>) -> Result<A> {
        let Some((answer, item)) = self.list.next() else {
            return Err(Error::new(ErrorKind::Decode, "the batch has fewer answers than calls"));
        };
        let caller = item.caller.as_ref().unwrap_or(&self.caller);
        match answer {
            Ok(body) => caller.read(&item.request, &body, decode),
            Err(error) => Err(error.during(item.request.description)),
        }
    }
}

/// Adds one call: what generated code says of its own.
pub fn one<K, S, C: Sendable<K, S>>(call: C, calls: &mut Calls) -> Reading<Result<C::Output>> {
    let (request, decode) = call.into_call();
    calls.0.push(Item { request, caller: None, name: None });
    Box::new(move |answers| answers.next(decode))
}

macro_rules! tuples {
    ($($part:ident)*) => {
        impl<K, S, $($part: BatchPart<K, S>),*> BatchPart<K, S> for ($($part,)*) {
            type Output = ($($part::Output,)*);

            #[allow(non_snake_case, reason = "one name serves as type and as variable")]
            fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
                let ($($part,)*) = self;
                $(let $part = $part.add(calls);)*
                Box::new(move |answers| ($($part(answers),)*))
            }
        }

        impl<K, S, $($part: BatchPart<K, S>),*> Batch<K, S> for ($($part,)*) {
            type Output = ($($part::Output,)*);

            fn collect(self, calls: &mut Calls) -> Reading<Self::Output> {
                BatchPart::<K, S>::add(self, calls)
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J L);
tuples!(A B C D E F G H I J L M);

impl<K, S, C: BatchPart<K, S>> BatchPart<K, S> for Vec<C> {
    type Output = Vec<C::Output>;

    fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
        let each: Vec<_> = self.into_iter().map(|call| call.add(calls)).collect();
        Box::new(move |answers| each.into_iter().map(|read| read(answers)).collect())
    }
}

impl<K, S, C: BatchPart<K, S>> Batch<K, S> for Vec<C> {
    type Output = Vec<C::Output>;

    fn collect(self, calls: &mut Calls) -> Reading<Self::Output> {
        BatchPart::<K, S>::add(self, calls)
    }
}

/// A call whose answer another call of the same batch can refer to.
pub trait Promises {
    /// What it answers.
    type Output;

    /// The call, and what builds upon its answer before there is one, for a batch: the closure gets a
    /// [`Reference`] to the answer, whose parts it can give to further calls.
    ///
    /// ```no_run
    /// use graph_client::{api::{event, user}, *};
    ///
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let picnic = user::me().events().create("Picnic", event::Time::date(2012, 7, 4));
    /// let (made, gone) = me.batch(picnic.then(|picnic| event::id(picnic.id()).delete())).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Where the call fails, what builds upon it fails with [`ErrorKind::Skipped`](crate::ErrorKind::Skipped).
    fn then<C>(self, follows: impl FnOnce(Reference<Self::Output>) -> C) -> Then<Self, C>
    where
        Self: Sized,
    {
        Then::new(self, follows)
    }
}

/// A call, and what builds upon its answer; made by [`Promises::then`].
///
/// Its results are a pair: that of the call, and those of what follows.
#[must_use = "nothing is sent before it is given to `batch` of a client"]
pub struct Then<A, C> {
    first: A,
    name: u64,
    follows: C,
}

impl<A: Promises, C> Then<A, C> {
    pub(crate) fn new(first: A, follows: impl FnOnce(Reference<A::Output>) -> C) -> Self {
        let reference = Reference::new();
        Self { name: reference.name(), follows: follows(reference), first }
    }
}

impl<K, S, A: BatchPart<K, S>, C: BatchPart<K, S>> BatchPart<K, S> for Then<A, C> {
    type Output = (A::Output, C::Output);

    fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
        let first = self.first.add(calls);
        if let Some(item) = calls.0.last_mut() {
            item.name = Some(self.name);
        }
        let follows = self.follows.add(calls);
        Box::new(move |answers| (first(answers), follows(answers)))
    }
}

impl<K, S, A: BatchPart<K, S>, C: BatchPart<K, S>> Batch<K, S> for Then<A, C> {
    type Output = (A::Output, C::Output);

    fn collect(self, calls: &mut Calls) -> Reading<Self::Output> {
        BatchPart::<K, S>::add(self, calls)
    }
}

impl<A: fmt::Debug, C: fmt::Debug> fmt::Debug for Then<A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, then {:?}", self.first, self.follows)
    }
}

/// A call with the token it is sent with, for the batch of another client; made by
/// [`Client::prepare`](crate::Client::prepare).
#[must_use = "nothing is sent before it is given to `batch` of a client"]
pub struct Prepared<A> {
    request: Request,
    decode: Decoder<A>,
    caller: Caller,
}

impl<A> Prepared<A> {
    pub(crate) fn new(request: Request, decode: Decoder<A>, caller: Caller) -> Self {
        Self { request, decode, caller }
    }
}

impl<K, S, A: Send + 'static> BatchPart<K, S> for Prepared<A> {
    type Output = Result<A>;

    fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
        calls.0.push(Item { request: self.request, caller: Some(self.caller), name: None });
        let decode = self.decode;
        Box::new(move |answers| answers.next(decode))
    }
}

impl<A> fmt::Debug for Prepared<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

impl Item {
    /// The token of the call, where it is its own.
    pub(super) fn own_token(&self, whole: &Caller) -> Option<Arc<str>> {
        let token = self.caller.as_ref()?.token.as_ref()?;
        (whole.token.as_ref() != Some(token)).then(|| token.clone())
    }
}
