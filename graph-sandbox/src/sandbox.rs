//! The handle that users hold.

use std::{
    fmt,
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::sync::Notify;

use crate::{
    builder::Builder,
    error::Error,
    fault::Fault,
    hook::Delivery,
    recorded::Recorded,
    server::{self, Server, Shared},
    world::World,
};

/// A Graph API server on `127.0.0.1` that lives as long as this value.
///
/// It runs on a thread of its own and stops when it is dropped; both work inside and outside of
/// an async runtime.
///
/// ```
/// use graph_sandbox::Sandbox;
///
/// let sandbox = Sandbox::start()?;
/// assert!(sandbox.url().starts_with("http://127.0.0.1:"));
/// let token = sandbox.user_token_with(&["email"]);
/// assert!(!token.is_empty());
/// # Ok::<(), graph_sandbox::Error>(())
/// ```
pub struct Sandbox {
    world: Shared,
    bell: Arc<Notify>,
    url: String,
    app_id: String,
    app_secret: String,
    _server: Server,
}

impl Sandbox {
    /// Starts a sandbox of the built-in schema on a free port.
    ///
    /// # Errors
    ///
    /// No port could be taken.
    pub fn start() -> Result<Self, Error> {
        Self::builder().start()
    }

    /// Starts a sandbox step by step.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().seed(7).people(10).start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(crate) fn serve(listener: TcpListener, world: World, url: String) -> Result<Self, Error> {
        let (app_id, app_secret) = (world.cast.app.clone(), world.cast.secret.clone());
        let world = Arc::new(Mutex::new(world));
        let bell = Arc::new(Notify::new());
        let server = Server::start(listener, Arc::clone(&world), Arc::clone(&bell))?;
        Ok(Self { world, bell, url, app_id, app_secret, _server: server })
    }

    /// Where it listens: `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The id of the app.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// The secret of the app.
    #[must_use]
    pub fn app_secret(&self) -> &str {
        &self.app_secret
    }

    /// A new token of the person [`user_id`](Self::user_id), who granted every permission of the schema.
    #[must_use]
    pub fn user_token(&self) -> String {
        let mut world = server::lock(&self.world);
        let (person, granted) = (world.cast.user.clone(), world.all_permissions());
        world.tokens.user(&person, granted)
    }

    /// A new token of the same person, granted exactly these permissions.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::start()?;
    /// let token = sandbox.user_token_with(&["user_likes", "email"]);
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    #[must_use]
    pub fn user_token_with(&self, permissions: &[&str]) -> String {
        let mut world = server::lock(&self.world);
        let person = world.cast.user.clone();
        world.tokens.user(&person, permissions.iter().map(|&name| name.to_owned()).collect())
    }

    /// A new token of [`friend_id`](Self::friend_id), granted exactly these permissions.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::start()?;
    /// let token = sandbox.friend_token_with(&[]);
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    #[must_use]
    pub fn friend_token_with(&self, permissions: &[&str]) -> String {
        let mut world = server::lock(&self.world);
        let person = world.cast.friend.clone();
        world.tokens.user(&person, permissions.iter().map(|&name| name.to_owned()).collect())
    }

    /// The token of the app: its id and its secret, joined by `|`.
    #[must_use]
    pub fn app_token(&self) -> String {
        format!("{}|{}", self.app_id, self.app_secret)
    }

    /// A new token of the Page [`page_id`](Self::page_id).
    #[must_use]
    pub fn page_token(&self) -> String {
        let mut world = server::lock(&self.world);
        let (page, granted) = (world.cast.page.clone(), world.all_permissions());
        world.tokens.page(&page, granted)
    }

    /// The person of the user tokens.
    #[must_use]
    pub fn user_id(&self) -> String {
        server::lock(&self.world).cast.user.clone()
    }

    /// A friend of that person.
    #[must_use]
    pub fn friend_id(&self) -> String {
        server::lock(&self.world).cast.friend.clone()
    }

    /// Somebody who is no friend of that person.
    #[must_use]
    pub fn stranger_id(&self) -> String {
        server::lock(&self.world).cast.stranger.clone()
    }

    /// The Page of the Page tokens.
    #[must_use]
    pub fn page_id(&self) -> String {
        server::lock(&self.world).cast.page.clone()
    }

    /// A person who wrote to the Page and whose profile the Page may see; empty if the schema has no such profile.
    #[must_use]
    pub fn psid(&self) -> String {
        server::lock(&self.world).cast.psid.clone()
    }

    /// A person whose profile is not available to the Page: the answer is `{}`.
    #[must_use]
    pub fn silent_psid(&self) -> String {
        server::lock(&self.world).cast.silent_psid.clone()
    }

    /// An achievement that is registered for the app and that nobody has earned yet.
    #[must_use]
    pub fn achievement_url(&self) -> String {
        server::lock(&self.world).cast.achievement.clone()
    }

    /// From now on this goes wrong. The number takes it away again.
    ///
    /// ```
    /// use graph_sandbox::{Fault, Sandbox};
    ///
    /// let sandbox = Sandbox::start()?;
    /// let fault = sandbox.fault(Fault::error(2).times(1));
    /// sandbox.remove_fault(fault);
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn fault(&self, fault: Fault) -> u64 {
        server::lock(&self.world).faults.add(fault)
    }

    /// Takes a fault away; whether it was there.
    pub fn remove_fault(&self, id: u64) -> bool {
        server::lock(&self.world).faults.remove(id)
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        server::lock(&self.world).faults.clear();
    }

    /// Lets time pass, for the windows of limits, tokens that expire and
    /// deliveries that are to be repeated.
    pub fn advance(&self, time: Duration) {
        server::lock(&self.world).faults.skip(time);
        self.bell.notify_one();
    }

    /// The updates that were delivered, or tried to be, oldest first; of very many, the last 1000.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        server::lock(&self.world).hooks.told.clone()
    }

    /// What was received so far, oldest first; of very many, the last 10,000. Secrets are not part of it.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        server::lock(&self.world).recorded.iter().cloned().collect()
    }
}

impl fmt::Debug for Sandbox {
    /// Without its secret and its tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .field("app_id", &self.app_id)
            .finish_non_exhaustive()
    }
}
