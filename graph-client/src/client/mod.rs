//! The client: an access token with its known permissions, and the methods that send calls.

pub(crate) mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod download;
mod graph;
mod guard;
pub mod login;
mod nodes;
mod pages;
mod pending;
mod raw;
mod seen;
mod tasks;
mod upload;
mod verify;
mod wait;
mod window;

use std::{fmt, marker::PhantomData, sync::Arc};

use http::Method;

use batch::Calls;

use crate::{
    answer::{Allowed, Answer, Decoder, Fields, Page, reads},
    call::{AvailabilityOf, Describe, Listing, SelectsOf, Sendable},
    facts::{Anyone, HasJob, Marker, PermissionSet, ReachedWith, TokenKind, Unchecked},
    request::Request,
    send::{Caller, Settings, Shared, address::Given},
    value::{File, IntoId},
};

pub use batch::{Batch, BatchPart, Prepared, Promises, Reference, Then};
pub use download::Download;
pub use graph::{Graph, GraphBuilder};
pub use login::App;
pub use nodes::Nodes;
pub use pages::{Items, Pages};
pub use pending::Pending;
pub use raw::Raw;
pub use tasks::PageTasks;
pub use upload::{UploadTo, Uploaded};
pub use wait::{JobState, Waiting};

/// A client for an access token of the kind `K` that was granted the permissions `S`.
///
/// Cheap to create and to clone; use one per person. By default, permissions are not checked at compile time;
/// see [`verify`](Self::verify).
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
    /// Reads the fields of `F` from a node. Name `F` in the call, as below: it is not inferred from the type of a
    /// variable.
    ///
    /// If the platform asks for less data, nested lists with a limit are requested again with fewer items; read the
    /// remaining ones with [`Connection::next`](crate::Connection::next).
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id }
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let profile = me.get::<Profile>(user::me()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// If the node does not exist, or is not visible to the token, the platform usually returns code 100 with subcode 33,
    /// of the kind [`Parameter`](crate::ErrorKind::Parameter); a response of `false` has the kind
    /// [`NotFound`](crate::ErrorKind::NotFound). If the schema says that nodes of this type may be unavailable, the result
    /// is an `Option`, and an empty response is `None` instead of an error.
    pub fn get<F: Fields>(&self, of: impl SelectsOf<F, K, S, AvailabilityOf<F>>) -> Pending<Answer<F>> {
        self.pending(of.into_selection(), reads::node::<F>)
    }

    /// Sends an operation.
    ///
    /// ```no_run
    /// # use graph_client::{api::{event, user}, *};
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let picnic = me.send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4))).await?;
    /// println!("created {}", picnic.id);
    /// # Ok(()) }
    /// ```
    pub fn send<C: Sendable<K, S>>(&self, call: C) -> Pending<C::Output> {
        let (request, decode) = call.into_call();
        self.pending(request, decode)
    }

    /// Reads one page of a list. If the platform asks for less data, the page has fewer items, and the
    /// remaining ones are on the next page.
    pub fn page<L: Listing<K, S>>(&self, mut list: L) -> Pending<Page<L::Item>> {
        if let Some(page) = list.at_hand() {
            return Pending::new(|_| Box::pin(std::future::ready(Ok(page))));
        }
        let (request, decode) = list.into_list();
        let caller = self.caller();
        Pending::new(move |settings| Box::pin(caller(settings).run_list(request, decode)))
    }

    /// Reads all pages of a list, each when the stream is polled for it. If `list` is a page or connection that was
    /// already read, it is the first page.
    pub fn pages<L: Listing<K, S>>(&self, mut list: L) -> Pages<L::Item> {
        let this = self.unchecked();
        let fetch = Arc::new(move |next| this.page(next));
        if let Some(page) = list.at_hand() {
            return Pages::new(Pending::new(|_| Box::pin(std::future::ready(Ok(page)))), None, fetch);
        }
        let (request, decode) = list.into_list();
        let (caller, first_request) = (self.caller(), request.clone());
        let first = Pending::new(move |settings| Box::pin(caller(settings).run_list(request, decode)));
        Pages::new(first, Some(&first_request), fetch)
    }

    /// Reads all items of a list, page by page, each page when it is needed.
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let mut friends = me.items(user::me().friends());
    /// while let Some(friend) = friends.try_next().await? {
    ///     println!("{:?}", friend.name);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn items<L: Listing<K, S>>(&self, list: L) -> Items<L::Item> {
        Items::new(self.pages(list))
    }

    /// Sends several calls in one request.
    ///
    /// `calls` is a tuple of up to twelve calls of one API, a vector of any length, or a call with dependent
    /// calls ([`Promises::then`]). The platform accepts 50 calls per request: more are split into several
    /// requests, with dependent calls kept together. Every call counts separately for rate limits.
    ///
    /// Calls that timed out or failed temporarily are sent again; the others are not. A write is sent again
    /// only if it certainly did not take effect, unless the batch is declared
    /// [`idempotent`](Pending::idempotent).
    ///
    /// # Errors
    ///
    /// Every call has its own result. The outer error means that no call of the batch has a response.
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

    /// Prepares a call with this client's token, for the batch of another client. In the client's own batches, it is
    /// needed only for reads with [`if_changed`](Prepared::if_changed).
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

    /// Reads the fields of `F` from any number of nodes by their ids: 50 ids per call, four calls at a time,
    /// while the stream is polled. Every id has its own result, in the order of the ids.
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

    /// Escape hatch: any call by its path, which follows the version in the URL. Errors, retries and
    /// redaction work as usual, but the response is untyped.
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let response = me.raw(Method::GET, "me/anything").param("limit", 5).await?;
    /// println!("{}", response["data"]);
    /// # Ok(()) }
    /// ```
    pub fn raw(&self, method: Method, path: &str) -> Raw {
        Raw::new(self.caller()(Settings::default()), method, path)
    }

    /// Waits until the platform has finished processing a node, such as a media container, then reads the fields of `F`
    /// from it.
    ///
    /// The `"job"` of the node in the schema defines which field holds the state, which values mean that the node is
    /// finished or has failed, and how often to poll. Any other state, including one that the schema does not know,
    /// means that the platform is still working. The node is polled at once, then after pauses that grow by half each
    /// time, until the [`timeout`](Waiting::timeout).
    ///
    /// # Errors
    ///
    /// If the platform could not finish the node, with the state in [`Error::job_state`](crate::Error::job_state) and
    /// the reason in [`Error::server_message`](crate::Error::server_message); if it is not finished in time; or if a
    /// poll fails.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use graph_client::{bounds::*, *};
    /// # async fn f<F: Fields>(me: Client<UserToken>, container: impl Selects<F, UserToken, Unchecked>) -> Result<()>
    /// # where F::Node: HasJob, F: std::fmt::Debug {
    /// let video = me
    ///     .wait_for::<F>(container)
    ///     .on_progress(|job| println!("{:?}, {:?} %", job.state, job.percent))
    ///     .timeout(Duration::from_secs(300))
    ///     .await?;
    /// # drop(video); Ok(()) }
    /// ```
    pub fn wait_for<F: Fields>(&self, of: impl SelectsOf<F, K, S, AvailabilityOf<F>>) -> Waiting<F>
    where
        F::Node: HasJob,
    {
        let caller = self.caller()(Settings::default());
        Waiting::new(caller, of.into_selection(), <F::Node as HasJob>::JOB)
    }

    /// Downloads a file from a URL that the platform provided, such as the `url` of a media file, with the access
    /// token.
    ///
    /// The token is sent only to the API's own host, to the `"hosts"` in the manifest of its schema, and to the
    /// [`host`](crate::GraphBuilder::host) of the [`Graph`](crate::Graph). It is sent over `https`; over `http`, only
    /// to the host of the graph, or to one of these hosts that is a loopback address. Redirects are followed only among
    /// these hosts. Any other URL is an error before anything is sent.
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(me: Client<UserToken>, url: &str) -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// let file = me.download(url).limit(16 << 20).await?;
    /// println!("{:?}, {:?} bytes", file.content_type(), file.length());
    /// file.write_to(std::fs::File::create("photo.jpg")?).await?;
    ///
    /// let small = me.download(url).limit(1 << 16).bytes().await?;
    /// # drop(small); Ok(()) }
    /// ```
    pub fn download(&self, url: impl Into<String>) -> Download {
        Download::new(self.caller()(Settings::default()), url.into())
    }

    /// Uploads the bytes of a file to a URL that the platform provided, such as the `upload_url` of a video or the
    /// `uri` of a media container, or to an upload session by its id, such as `upload:MTph..`.
    ///
    /// After an interruption, the client asks the host how much has arrived and sends the rest, by default up to five
    /// times (see [`resumes`](UploadTo::resumes)). [`File::on_progress`] reports what was sent. The token is sent to
    /// the same hosts as for a [`download`](Self::download). The bytes are the body of a POST, with `Authorization:
    /// OAuth`, the file's content type, and the headers `offset` and `file_size`, or for a session `file_offset`.
    ///
    /// The errors of these hosts are read like those of the API: [`Error::server_type`](crate::Error::server_type) and
    /// [`Error::server_message`](crate::Error::server_message) return the `type` and `message` of their `debug_info`.
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(page: Client<PageToken>, upload_url: &str, session: &str) -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// let reel = File::stream("reel.mp4")?.on_progress(|sent, total| println!("{sent} of {total}"));
    /// page.upload_to(upload_url, reel).await?;
    ///
    /// let logo = File::open("logo.png")?.content_type("image/png");
    /// let handle = page.upload_to(session, logo).await?.handle().map(str::to_owned);
    /// # drop(handle); Ok(()) }
    /// ```
    pub fn upload_to(&self, address: impl Into<String>, file: File) -> UploadTo {
        UploadTo::new(self.caller()(Settings::default()), address.into(), Given::File(file))
    }

    /// Lets the host of an upload URL fetch a public file itself: sends the header `file_url` instead of the bytes. See
    /// [`upload_to`](Self::upload_to).
    pub fn upload_link_to(&self, address: impl Into<String>, file_url: impl Into<String>) -> UploadTo {
        UploadTo::new(self.caller()(Settings::default()), address.into(), Given::Link(file_url.into()))
    }

    /// A call as a `curl` command for the host of this client. It does not contain the token.
    pub fn curl(&self, call: &impl Describe) -> String {
        let request = call.request();
        request.curl(self.shared.host.as_deref().unwrap_or(request.host()), self.shared.version.as_deref())
    }

    /// A batch as a `curl` command. It does not contain the token.
    pub fn curl_batch<B: Batch<K, S>>(&self, calls: B) -> String {
        let mut requests = Calls::default();
        let _ = calls.collect(&mut requests);
        let request = batch::as_request(&self.caller()(Settings::default()), &requests);
        request.curl(self.shared.host.as_deref().unwrap_or(request.host()), self.shared.version.as_deref())
    }

    /// Declares the permissions that the token was granted, without verifying them. Use it if you know them
    /// from another source.
    pub fn assume<P: PermissionSet>(&self) -> Client<K, P> {
        Client { shared: self.shared.clone(), token: self.token.clone(), set: PhantomData }
    }

    /// A function from the settings of a call to its caller.
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
