//! A client: one access token, and what is known of its permissions.

use std::{fmt, marker::PhantomData, sync::Arc};

use http::Method;

use crate::{
    answer,
    batch::{self, Batch, Calls, Prepared},
    description::OfApi as _,
    error::{Error, ErrorKind},
    execute::{Caller, Options},
    fields::{Allowed, Answer, Fields},
    graph::Shared,
    login::App,
    nodes::Nodes,
    operation::{Decoder, Describe, Listing, Selects, Sendable},
    page::{Items, Page, Pages},
    pending::Pending,
    permission::{PermissionSet, Unchecked},
    raw::Raw,
    request::Request,
    target::{Anyone, Marker, ReachedWith},
    token::{PageToken, TokenKind, UserToken},
    value::IntoId,
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

    /// Sends several calls in one. The outer error is the batch's; every call has its own.
    ///
    /// A tuple of up to twelve calls of one API, a vector of any length, or a call with what builds upon its
    /// answer ([`Describe::then`]). The platform takes 50 in one: more go in several, those that hang together
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
        Pending::new(move |options| {
            let caller = caller(options);
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
        Prepared::new(request, decode, self.caller()(Options::default()))
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
        let caller = Arc::new(move |options| this.caller()(options));
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
        Raw::new(self.caller()(Options::default()), method, path)
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
        let request = batch::as_request(&self.caller()(Options::default()), &requests);
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
        let request = Request::raw(P::Api::API, Method::GET, "me/permissions");
        Pending::new(move |options| {
            Box::pin(async move {
                let granted = this.caller()(options).run(request, crate::verify::granted).await?;
                let missing: Vec<_> =
                    P::NAMES.iter().copied().filter(|name| !granted.contains(*name)).collect();
                if missing.is_empty() {
                    Ok(this.assume::<P>())
                } else {
                    Err(Error::not_granted(missing).with_dialog(this.shared.dialog.as_ref()))
                }
            })
        })
    }
}

impl<S> Client<PageToken, S> {
    /// Asks what was granted to the Page's token. With everything that `P` names, the answer is a client that
    /// knows it; otherwise an error that lists [what is missing](Error::missing_permissions). Only the app
    /// that the token was given to may ask.
    pub fn verify<P: PermissionSet>(&self, app: &App) -> Pending<Client<PageToken, P>> {
        let (this, app) = (self.unchecked(), app.clone().of(P::Api::API));
        Pending::new(move |options| {
            Box::pin(async move {
                let info = app.debug_token(&this.token).with(|own| *own = options).await?;
                if !info.is_valid {
                    let why = info.problem.map(|(_, _, why)| format!(": {why}")).unwrap_or_default();
                    let error = Error::new(ErrorKind::Authentication, format!("the token is not valid{why}"));
                    let hidden =
                        this.caller()(Options::default()).hidden(&Request::raw(P::Api::API, Method::GET, ""));
                    return Err(error.without(&hidden));
                }
                let granted = |name: &&str| info.scopes.iter().any(|scope| scope == name);
                let missing: Vec<_> = P::NAMES.iter().copied().filter(|name| !granted(name)).collect();
                if missing.is_empty() {
                    Ok(this.assume::<P>())
                } else {
                    Err(Error::not_granted(missing).with_dialog(this.shared.dialog.as_ref()))
                }
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
