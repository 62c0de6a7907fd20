//! A client: one access token, and what is known of its permissions.

pub(crate) mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod graph;
mod guard;
pub mod login;
mod nodes;
mod pages;
mod pending;
mod raw;
mod verify;

use std::{fmt, marker::PhantomData, sync::Arc};

use http::Method;

use batch::Calls;

use crate::{
    answer::{Allowed, Answer, Decoder, Fields, Page, reads},
    call::{Describe, Listing, Selects, Sendable},
    facts::{Anyone, Marker, PermissionSet, ReachedWith, TokenKind, Unchecked},
    request::Request,
    send::{Caller, Settings, Shared},
    value::IntoId,
};

pub use batch::{Batch, BatchPart, Prepared, Promises, Reference, Then};
pub use graph::{Graph, GraphBuilder};
pub use login::App;
pub use nodes::Nodes;
pub use pages::{Items, Pages};
pub use pending::Pending;
pub use raw::Raw;

/// A client for one access token of the kind `K`, granted the permissions `S`.
///
/// Cheap to make and to clone; one per person. By default nothing is known of the permissions
/// and everything compiles; see [`verify`](Self::verify).
pub struct Client<K, S = Unchecked> {
    pub(crate) shared: Arc<Shared>,
    token: K,
    set: Marker<S>,
}

impl<K: TokenKind> Client<K> {
    pub(crate) fn new(shared: Arc<Shared>, token: K) -> Self {
        Self { shared, token, set: PhantomData }
    }
}

impl<K: TokenKind, S> Client<K, S> {
    /// Reads the fields of `F` of a node. Where the platform asks for less data at once, lists in it that have a
    /// limit have fewer items, and what is left out is behind [`Connection::next`](crate::Connection::next).
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id }
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let profile = me.get::<Profile>(user::me()).await?;
    /// # Ok(()) }
    /// ```
    pub fn get<F: Fields>(&self, of: impl Selects<F, K, S>) -> Pending<Answer<F>> {
        self.pending(of.into_selection(), reads::node::<F>)
    }

    /// Sends an operation.
    pub fn send<C: Sendable<K, S>>(&self, call: C) -> Pending<C::Output> {
        let (request, decode) = call.into_call();
        self.pending(request, decode)
    }

    /// Reads one page of a list. Where the platform asks for less data at once, it has fewer items, and what
    /// is left out is on the page that follows.
    pub fn page<L: Listing<K, S>>(&self, mut list: L) -> Pending<Page<L::Item>> {
        if let Some(page) = list.at_hand() {
            return Pending::new(|_| Box::pin(std::future::ready(Ok(page))));
        }
        let (request, decode) = list.into_list();
        let caller = self.caller();
        Pending::new(move |settings| Box::pin(caller(settings).run_list(request, decode)))
    }

    /// Reads all pages of a list, each when it is asked for. A page or a connection that was read already is
    /// the first one.
    pub fn pages<L: Listing<K, S>>(&self, mut list: L) -> Pages<L::Item> {
        let this = self.unchecked();
        let fetch = Arc::new(move |next| this.page(next));
        if let Some(page) = list.at_hand() {
            return Pages::new(Pending::new(|_| Box::pin(std::future::ready(Ok(page)))), None, fetch);
        }
        let (request, decode) = list.into_list();
        let (caller, begin) = (self.caller(), request.clone());
        let first = Pending::new(move |settings| Box::pin(caller(settings).run_list(request, decode)));
        Pages::new(first, Some(&begin), fetch)
    }

    /// Reads all items of a list, page by page, each page when it is needed.
    pub fn items<L: Listing<K, S>>(&self, list: L) -> Items<L::Item> {
        Items::new(self.pages(list))
    }

    /// Sends several calls in one. The outer error is the batch's; every call has its own.
    ///
    /// A tuple of up to twelve calls of one API, a vector of any length, or a call with what builds upon its
    /// answer ([`Promises::then`]). The platform takes 50 in one: more go in several, those that hang together
    /// in the same. Each counts as one for rate limits. Calls that were not answered in time, and those that failed
    /// for the moment, are sent again, and only they; of writes those alone that surely did not happen, unless all
    /// of the batch is said to be [`idempotent`](Pending::idempotent).
    pub fn batch<B: Batch<K, S>>(&self, calls: B) -> Pending<B::Output>
    where
        B::Output: Send + 'static,
    {
        let mut requests = Calls::default();
        let results = calls.collect(&mut requests);
        let caller = self.caller();
        Pending::new(move |settings| {
            let caller = caller(settings);
            Box::pin(async move { Ok(results(&mut batch::run(caller, requests).await?)) })
        })
    }

    /// A call with the token of this client, for the batch of another one.
    ///
    /// ```no_run
    /// # use graph_client::{api::{messenger, user}, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = messenger)] struct Sender { first_name: Option<String> }
    /// # async fn f(me: Client<UserToken>, bot: Client<PageToken>) -> Result<()> {
    /// let (score, sender) =
    ///     me.batch((user::me().scores().create(5), bot.prepare(messenger::profile("5").get::<Sender>()))).await?;
    /// # Ok(()) }
    /// ```
    pub fn prepare<C: Sendable<K, S>>(&self, call: C) -> Prepared<C::Output> {
        let (request, decode) = call.into_call();
        Prepared::new(request, decode, self.caller()(Settings::default()))
    }

    /// Reads the fields of `F` of any number of nodes by their ids, 50 with each call and four calls at a time,
    /// while they are asked for. Each id has a result of its own, in the order of the ids.
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id }
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let mut people = me.nodes::<Profile>(["4", "5", "6"]);
    /// while let Some((id, profile)) = people.next().await {
    ///     println!("{id}: {:?}", profile.map_err(|error| error.kind()));
    /// }
    /// # Ok(()) }
    /// ```
    pub fn nodes<F>(
        &self,
        ids: impl IntoIterator<Item: IntoId<F::Node> + 'static, IntoIter: Send + 'static>,
    ) -> Nodes<F>
    where
        F: Fields + Allowed<Anyone, K, S>,
        Anyone: ReachedWith<K>,
    {
        let this = self.unchecked();
        let caller = Arc::new(move |settings| this.caller()(settings));
        Nodes::new(caller, ids.into_iter().map(IntoId::into_id))
    }

    /// Any call at all, by its path behind the version: same errors, same secrecy, no types.
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let answer = me.raw(Method::GET, "me/anything").param("limit", 5).await?;
    /// println!("{}", answer["data"]);
    /// # Ok(()) }
    /// ```
    pub fn raw(&self, method: Method, path: &str) -> Raw {
        Raw::new(self.caller()(Settings::default()), method, path)
    }

    /// A call as a curl line, for the host of this client; the token is not in it.
    pub fn curl(&self, call: &impl Describe) -> String {
        let request = call.request();
        request.curl(self.shared.host.as_deref().unwrap_or(request.host()), self.shared.version.as_deref())
    }

    /// A batch as a curl line; the token is not in it.
    pub fn curl_batch<B: Batch<K, S>>(&self, calls: B) -> String {
        let mut requests = Calls::default();
        let _ = calls.collect(&mut requests);
        let request = batch::as_request(&self.caller()(Settings::default()), &requests);
        request.curl(self.shared.host.as_deref().unwrap_or(request.host()), self.shared.version.as_deref())
    }

    /// Says what was granted, without asking: for what one knows from elsewhere.
    pub fn assume<P: PermissionSet>(&self) -> Client<K, P> {
        Client { shared: self.shared.clone(), token: self.token.clone(), set: PhantomData }
    }

    /// What makes a caller of the settings of a call.
    pub(crate) fn caller(&self) -> impl FnOnce(Settings) -> Caller + Send + 'static {
        let (shared, token) = (self.shared.clone(), self.token.secret());
        move |settings| Caller::new(shared, token, settings)
    }

    fn unchecked(&self) -> Client<K> {
        Client::new(self.shared.clone(), self.token.clone())
    }

    fn pending<A: Send + 'static>(&self, request: Request, decode: Decoder<A>) -> Pending<A> {
        let caller = self.caller();
        Pending::new(move |settings| Box::pin(caller(settings).run(request, decode)))
    }
}

impl<K: Clone, S> Clone for Client<K, S> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone(), token: self.token.clone(), set: PhantomData }
    }
}

impl<K: fmt::Debug, S> fmt::Debug for Client<K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("token", &self.token).finish_non_exhaustive()
    }
}
