//! A client: one access token, and what is known of its permissions.

use std::{fmt, marker::PhantomData, sync::Arc};

use http::Method;

use crate::{
    answer,
    batch::{Batch, batch},
    error::Error,
    execute::{Caller, Options},
    fields::{Fields, Node},
    graph::Shared,
    operation::{Decoder, Describe, Listing, Selects, Sendable},
    page::{Items, Page, Pages},
    pending::Pending,
    permission::{PermissionSet, Unchecked},
    raw::Raw,
    request::Request,
    target::Marker,
    token::{TokenKind, UserToken},
};

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
    /// Reads the fields of `F` of a node.
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id }
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let profile = me.get::<Profile>(user::me()).await?;
    /// # Ok(()) }
    /// ```
    pub fn get<F: Fields>(&self, of: impl Selects<F, K, S>) -> Pending<<F::Node as Node>::Answer<F>> {
        self.pending(of.into_selection(), answer::node::<F>)
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
        Pending::new(move |options| Box::pin(caller(options).run_list(request, decode)))
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
        let first = Pending::new(move |options| Box::pin(caller(options).run_list(request, decode)));
        Pages::new(first, Some(&begin), fetch)
    }

    /// Reads all items of a list, page by page, each page when it is needed.
    pub fn items<L: Listing<K, S>>(&self, list: L) -> Items<L::Item> {
        Items::new(self.pages(list))
    }

    /// Sends several calls in one. The outer error is the call's; every item has its own.
    ///
    /// A tuple of up to ten calls of one API; each counts as one for rate limits.
    pub fn batch<B: Batch<K, S>>(&self, calls: B) -> Pending<B::Output>
    where
        B::Output: Send + 'static,
    {
        let (requests, results) = calls.into_calls();
        let caller = self.caller();
        Pending::new(move |options| {
            let caller = caller(options);
            Box::pin(async move { Ok(results(batch(caller, requests).await?)) })
        })
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
        Raw::new(self.caller()(Options::default()), method, path)
    }

    /// A call as a curl line, for the host of this client; the token is not in it.
    pub fn curl(&self, call: &impl Describe) -> String {
        let request = call.request();
        request.curl(self.shared.host.as_deref().unwrap_or(request.host()), self.shared.version.as_deref())
    }

    /// A batch as a curl line; the token is not in it.
    pub fn curl_batch<B: Batch<K, S>>(&self, calls: B) -> String {
        let (requests, _) = calls.into_calls();
        let request = crate::batch::as_request(&self.shared, &requests);
        request.curl(self.shared.host.as_deref().unwrap_or(request.host()), self.shared.version.as_deref())
    }

    /// Says what was granted, without asking: for what one knows from elsewhere.
    pub fn assume<P: PermissionSet>(&self) -> Client<K, P> {
        Client { shared: self.shared.clone(), token: self.token.clone(), set: PhantomData }
    }

    /// What makes a caller of the options of a call.
    pub(crate) fn caller(&self) -> impl FnOnce(Options) -> Caller + Send + 'static {
        let (shared, token) = (self.shared.clone(), self.token.secret());
        move |options| Caller::new(shared, token, options)
    }

    fn unchecked(&self) -> Client<K> {
        Client::new(self.shared.clone(), self.token.clone())
    }

    fn pending<A: Send + 'static>(&self, request: Request, decode: Decoder<A>) -> Pending<A> {
        let caller = self.caller();
        Pending::new(move |options| Box::pin(caller(options).run(request, decode)))
    }
}

impl<S> Client<UserToken, S> {
    /// Asks what the person granted. With everything that `P` names, the answer is a client that
    /// knows it, so that what else it would need does not compile; otherwise an error that lists
    /// [what is missing](Error::missing_permissions) and has a
    /// [`login_url`](Error::login_url).
    ///
    /// ```no_run
    /// use graph_client::{api::{self as fb, user}, *};
    ///
    /// permissions! { pub struct MyApp in fb: [user_likes, publish_stream]; }
    ///
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let me = me.verify::<MyApp>().await?;
    /// # Ok(()) }
    /// ```
    pub fn verify<P: PermissionSet>(&self) -> Pending<Client<UserToken, P>> {
        let this = self.unchecked();
        let request = Request::raw(P::API, Method::GET, "me/permissions");
        Pending::new(move |options| {
            Box::pin(async move {
                let granted = this.caller()(options).run(request, crate::verify::granted).await?;
                let missing: Vec<_> =
                    P::NAMES.iter().copied().filter(|name| !granted.contains(*name)).collect();
                if missing.is_empty() { Ok(this.assume::<P>()) } else { Err(Error::not_granted(missing)) }
            })
        })
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
