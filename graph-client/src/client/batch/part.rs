//! The types that a batch can contain: calls, dependent calls, calls with their own token.

use std::{fmt, sync::Arc};

use bytes::Bytes;

use super::reference::Reference;
use crate::{
    answer::{Decoder, ETag, IfChanged, Next, Page},
    call::{Listing, Sendable},
    error::{Error, ErrorKind, Result},
    request::Request,
    send::{Caller, Validator},
};

/// Calls that can be sent as a batch: a tuple of up to twelve calls, a vector of any length, or a call with
/// dependent calls.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a batch of calls",
    label = "not a tuple of up to twelve calls, or a `Vec` of calls",
    note = "write `me.batch((first, second))`; pass a read as `user::me().get::<Profile>()`",
    note = "nest tuples for more than twelve calls, or use a `Vec` for any number of calls of one type"
)]
pub trait Batch<K, S>: Send + 'static {
    /// The results: one for each call.
    type Output: 'static;

    /// Adds the requests, and returns the function that turns their responses into results.
    #[doc(hidden)]
    fn collect(self, calls: &mut Calls) -> Reading<Self::Output>;
}

/// An element of a batch: one or more calls. A list contributes its first page; to read on, pass its `next()` to
/// another batch.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a call that can be sent",
    label = "neither an operation, nor a list, nor a selection with `.get::<..>()`",
    note = "read a node with `.get::<..>()`"
)]
pub trait BatchPart<K, S>: Send + 'static {
    /// The result of the call, or the results of several calls.
    type Output: Send + 'static;

    /// Adds the requests, and returns the function that turns their responses into results.
    #[doc(hidden)]
    fn add(self, calls: &mut Calls) -> Reading<Self::Output>;
}

/// Turns the responses into results.
#[doc(hidden)]
pub type Reading<A> = Box<dyn FnOnce(&mut Answers) -> A + Send>;

/// The calls of a batch while it is assembled.
#[doc(hidden)]
#[derive(Default)]
pub struct Calls(pub(super) Vec<Item>);

/// One call of a batch.
pub(crate) struct Item {
    pub(super) request: Request,
    /// The caller, if it is not the batch's.
    pub(super) caller: Option<Caller>,
    /// The name by which other calls refer to it.
    pub(super) name: Option<u64>,
}

/// The responses to a batch, in the order of its calls.
#[doc(hidden)]
pub struct Answers {
    pub(super) caller: Caller,
    pub(super) list: std::vec::IntoIter<(Result<Bytes>, Item)>,
}

impl Answers {
    fn next<A>(&mut self, decode: Decoder<A>) -> Result<A> {
        let Some((answer, item)) = self.list.next() else {
            return Err(Error::new(ErrorKind::Decode, "the batch has fewer responses than calls"));
        };
        let caller = item.caller.as_ref().unwrap_or(&self.caller);
        match answer {
            Ok(body) => caller.read(&item.request, &body, decode),
            Err(error) => Err(error.during(item.request.description)),
        }
    }
}

/// Adds one call. Used by generated code.
pub fn one<K, S, C: Sendable<K, S>>(call: C, calls: &mut Calls) -> Reading<Result<C::Output>> {
    let (request, decode) = call.into_call();
    calls.0.push(Item { request, caller: None, name: None });
    Box::new(move |answers| answers.next(decode))
}

/// Adds one page of a list. Used by generated code.
pub fn list<K, S, L: Listing<K, S>>(list: L, calls: &mut Calls) -> Reading<Result<Page<L::Item>>> {
    let (request, decode) = list.into_list();
    calls.0.push(Item { request, caller: None, name: None });
    Box::new(move |answers| answers.next(decode))
}

impl<K, S, I: Send + 'static> BatchPart<K, S> for Next<I> {
    type Output = Result<Page<I>>;

    fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
        list::<K, S, Self>(self, calls)
    }
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

/// A call whose response other calls of the same batch can refer to.
pub trait Promises {
    /// The result of the call.
    type Output;

    /// Adds calls that depend on the response of this one, for a batch.
    ///
    /// The closure receives a [`Reference`] to the future response, and can use parts of it in further calls.
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
    /// If the call fails, the dependent calls fail with [`ErrorKind::Skipped`](crate::ErrorKind::Skipped).
    fn then<C>(self, dependents: impl FnOnce(Reference<Self::Output>) -> C) -> Then<Self, C>
    where
        Self: Sized,
    {
        Then::new(self, dependents)
    }
}

/// A call with dependent calls. Created by [`Promises::then`].
///
/// The result is a pair: the result of the call, and the results of the dependent calls.
#[must_use = "nothing is sent until this is passed to `Client::batch`"]
pub struct Then<A, C> {
    first: A,
    name: u64,
    dependents: C,
}

impl<A: Promises, C> Then<A, C> {
    pub(crate) fn new(first: A, dependents: impl FnOnce(Reference<A::Output>) -> C) -> Self {
        let reference = Reference::new();
        Self { name: reference.name(), dependents: dependents(reference), first }
    }
}

impl<K, S, A: BatchPart<K, S>, C: BatchPart<K, S>> BatchPart<K, S> for Then<A, C> {
    type Output = (A::Output, C::Output);

    fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
        let first = self.first.add(calls);
        if let Some(item) = calls.0.last_mut() {
            item.name = Some(self.name);
        }
        let dependents = self.dependents.add(calls);
        Box::new(move |answers| (first(answers), dependents(answers)))
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
        write!(f, "{:?}, then {:?}", self.first, self.dependents)
    }
}

/// A call with its own token, for the batch of another client. Created by
/// [`Client::prepare`](crate::Client::prepare).
#[must_use = "nothing is sent until this is passed to `Client::batch`"]
pub struct Prepared<A> {
    request: Request,
    read: Reading<Result<A>>,
    caller: Caller,
}

impl<A: Send + 'static> Prepared<A> {
    pub(crate) fn new(request: Request, decode: Decoder<A>, caller: Caller) -> Self {
        Self { request, read: Box::new(move |answers| answers.next(decode)), caller }
    }

    /// Returns the response only if it changed since the one with this [`ETag`], within a batch: see
    /// [`Pending::if_changed`](crate::Pending::if_changed). The call may use the same token as the batch.
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id, first_name: String }
    /// # async fn f(me: Client<UserToken>, known: &ETag) -> Result<()> {
    /// let profile = me.prepare(user::me().get::<Profile>()).if_changed(known.clone());
    /// let (profile, score) = me.batch((profile, user::me().scores().create(5))).await?;
    /// if let IfChanged::Changed { value, .. } = profile? {
    ///     println!("now {}", value.first_name);
    /// }
    /// # drop(score); Ok(()) }
    /// ```
    pub fn if_changed(mut self, known: impl Into<Option<ETag>>) -> Prepared<IfChanged<A>> {
        let validator = Arc::new(Validator::new(known.into()));
        self.caller.settings.validator = Some(validator.clone());
        let (request, caller, read) = (self.request, self.caller, self.read);
        Prepared { request, caller, read: Box::new(move |answers| validator.judge(read(answers))) }
    }
}

impl<K, S, A: Send + 'static> BatchPart<K, S> for Prepared<A> {
    type Output = Result<A>;

    fn add(self, calls: &mut Calls) -> Reading<Self::Output> {
        calls.0.push(Item { request: self.request, caller: Some(self.caller), name: None });
        self.read
    }
}

impl<A> fmt::Debug for Prepared<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

impl Item {
    /// What the call is compared with.
    pub(super) fn validator(&self) -> Option<&Validator> {
        self.caller.as_ref()?.validator(&self.request)
    }

    /// The token of the call, if it differs from the batch's.
    pub(super) fn own_token(&self, batch: &Caller) -> Option<Arc<str>> {
        let token = self.caller.as_ref()?.token.as_ref()?;
        (batch.token.as_ref() != Some(token)).then(|| token.clone())
    }
}
