//! The handle that users hold.

use std::{
    fmt, fs,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use graph_schema::Schema;
use tokio::sync::Notify;

use crate::{
    db::Db,
    error::Error,
    fault::Fault,
    hook::Delivery,
    own,
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
        Builder {
            schema: None,
            seed: 1,
            people: 1000,
            port: 0,
            faults: Vec::new(),
            demands_proof: false,
            db: None,
            load: Vec::new(),
        }
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

/// What a sandbox starts with.
#[derive(Clone, Debug)]
#[must_use = "nothing runs before `start`"]
pub struct Builder {
    schema: Option<Schema>,
    seed: u64,
    people: usize,
    port: u16,
    faults: Vec<Fault>,
    demands_proof: bool,
    db: Option<PathBuf>,
    load: Vec<PathBuf>,
}

impl Builder {
    /// A schema other than the built-in one.
    ///
    /// ```
    /// let schema = graph_schema::parse(&[(
    ///     "graph.json",
    ///     r#"{ "nodes": { "Planet": { "fields": { "name": { "type": "string" } } } } }"#,
    /// )]);
    /// let sandbox = graph_sandbox::Sandbox::builder().schema(schema.into_result().unwrap()).start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn schema(mut self, schema: Schema) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Another seed makes other people, other data and other tokens; the same seed makes the same ones.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many people there are: between 3 and 5000; a thousand unless this says otherwise.
    pub fn people(mut self, count: usize) -> Self {
        self.people = count;
        self
    }

    /// The port to listen on; 0 takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Calls with a user or Page token need an `appsecret_proof`.
    pub fn demand_proof(mut self) -> Self {
        self.demands_proof = true;
        self
    }

    /// Keeps everything in this file, which is made if it is not there. A call is answered once what it changed is in
    /// the file.
    pub fn db(mut self, path: impl Into<PathBuf>) -> Self {
        self.db = Some(path.into());
        self
    }

    /// Takes one's own data from a JSON file; `docs/sandbox.md` says what it looks like.
    pub fn load(mut self, path: impl Into<PathBuf>) -> Self {
        self.load.push(path.into());
        self
    }

    /// Something that goes wrong from the start.
    ///
    /// ```
    /// use graph_sandbox::{Fault, Sandbox};
    ///
    /// let sandbox = Sandbox::builder()
    ///     .fault(Fault::error(4).times(2))
    ///     .fault("usage=app:95".parse().unwrap())
    ///     .start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// The port could not be taken, or a file not be read.
    pub fn start(self) -> Result<Sandbox, Error> {
        let schema = match self.schema {
            Some(schema) => schema,
            None => graph_schema::builtin().into_result().map_err(Error::schema)?,
        };
        let (listener, address) = server::bind(self.port)?;
        let url = format!("http://{address}");
        let mut world = World::new(schema, self.seed, self.people, url.clone(), self.faults);
        world.demands_proof = self.demands_proof;
        if let Some(path) = &self.db {
            let mut db = Db::open(path)?;
            db.load(&mut world)?;
            world.db = Some(db);
        }
        for path in &self.load {
            let text = fs::read_to_string(path)
                .map_err(|error| Error::file(format!("{} cannot be read: {error}", path.display())))?;
            own::load(&mut world, &text)
                .map_err(|error| Error::file(format!("{}: {error}", path.display())))?;
        }
        let (app_id, app_secret) = (world.cast.app.clone(), world.cast.secret.clone());
        let world = Arc::new(Mutex::new(world));
        let bell = Arc::new(Notify::new());
        let server = Server::start(listener, Arc::clone(&world), Arc::clone(&bell))?;
        Ok(Sandbox { world, bell, url, app_id, app_secret, _server: server })
    }
}
