//! Starting a sandbox, and the handle to a running one.

mod ids;

use std::{
    collections::BTreeSet,
    fmt, fs,
    net::{IpAddr, Ipv4Addr},
    sync::MutexGuard,
    thread,
    time::Duration,
};

use graph_schema::Schema;

use crate::{
    builder::Builder,
    error::Error,
    fault::{Fault, Faults},
    http::{self, Boundary, Limits, Server},
    keep::{self, Db},
    service::{Recorded, Service, Shared},
    updates::{Delivery, Queue, Wanted},
    world::{Chat, Code, Decision, Line, Person, World},
};

/// A running Graph API server on `127.0.0.1`.
///
/// The server has its own thread and stops when this value is dropped. Both work inside and outside an
/// async runtime.
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
    shared: Shared,
    url: String,
    app_id: String,
    app_secret: String,
    _server: Server,
}

impl Sandbox {
    /// Starts a sandbox with the built-in schema on a free port.
    ///
    /// # Errors
    ///
    /// If no port is available.
    pub fn start() -> Result<Self, Error> {
        Self::builder().start()
    }

    /// Configures a sandbox before starting it.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().seed(7).people(10).start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::new()
    }

    fn lock(&self) -> MutexGuard<'_, Service> {
        self.shared.lock()
    }

    /// The URL of the sandbox, such as `http://127.0.0.1:PORT`, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The app id.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// The app secret.
    #[must_use]
    pub fn app_secret(&self) -> &str {
        &self.app_secret
    }

    /// Creates a token of [`user_id`](Self::user_id) with every permission of the schema.
    #[must_use]
    pub fn user_token(&self) -> String {
        let world = &mut self.lock().world;
        let granted = world.all_permissions();
        world.tokens.user(&world.cast.user, granted)
    }

    /// Creates a token of [`user_id`](Self::user_id) with exactly these permissions.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::start()?;
    /// let token = sandbox.user_token_with(&["user_likes", "email"]);
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    #[must_use]
    pub fn user_token_with(&self, permissions: &[&str]) -> String {
        let world = &mut self.lock().world;
        world.tokens.user(&world.cast.user, owned(permissions))
    }

    /// Creates a token of [`friend_id`](Self::friend_id) with exactly these permissions.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::start()?;
    /// let token = sandbox.friend_token_with(&[]);
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    #[must_use]
    pub fn friend_token_with(&self, permissions: &[&str]) -> String {
        let world = &mut self.lock().world;
        world.tokens.user(&world.cast.friend, owned(permissions))
    }

    /// The app access token: app id and secret joined by `|`.
    #[must_use]
    pub fn app_token(&self) -> String {
        format!("{}|{}", self.app_id, self.app_secret)
    }

    /// Creates a token of the Page [`page_id`](Self::page_id).
    #[must_use]
    pub fn page_token(&self) -> String {
        let world = &mut self.lock().world;
        let granted = world.all_permissions();
        world.tokens.page(&world.cast.page, granted)
    }

    /// Creates a token of a system user with every permission of the schema, for all objects. It does not expire.
    #[must_use]
    pub fn system_user_token(&self) -> String {
        let world = &mut self.lock().world;
        let granted = world.all_permissions();
        let user = world.cast.user.clone();
        world.tokens.system(&user, granted, Vec::new())
    }

    /// Creates the code that an Embedded Signup returns when a business shares these objects, given by their ids, such
    /// as WhatsApp Business accounts. It can be exchanged once.
    #[must_use]
    pub fn signup_code(&self, shared: &[&str]) -> String {
        let world = &mut self.lock().world;
        let granted = world.all_permissions();
        let targets = shared.iter().map(|&id| id.to_owned()).collect();
        let person = world.cast.user.clone();
        world.tokens.code(Code { redirect_uri: None, person, granted, targets, used: false })
    }

    /// The client token of the app, for device logins.
    #[must_use]
    pub fn client_token(&self) -> String {
        self.lock().world.cast.client_token.clone()
    }

    /// Simulates a person who enters the code that a device shows, and allows or declines the login. Returns whether
    /// there is such a login. The page `/device` does the same.
    pub fn decide_device(&self, user_code: &str, allow: bool) -> bool {
        let decision = if allow { Decision::Allowed } else { Decision::Denied };
        let world = &mut self.lock().world;
        world.tokens.device_of_user(user_code).map(|device| device.decision = Some(decision)).is_some()
    }

    /// Injects a fault into all calls from now on and returns its id for [`remove_fault`](Self::remove_fault).
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
        self.lock().faults.add(fault)
    }

    /// Removes a fault. Returns whether it existed.
    pub fn remove_fault(&self, id: u64) -> bool {
        self.lock().faults.remove(id)
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.lock().faults.clear();
    }

    /// Advances the clock that rate limit windows, token expiry, delivery retries and jobs use.
    pub fn advance(&self, time: Duration) {
        self.shared.advance(time);
    }

    /// Loads more data into the running sandbox, in the format of [`Builder::load`]. Returns the new tokens in the order of
    /// `tokens`.
    ///
    /// # Errors
    ///
    /// The text is not JSON of that format, or names what the schema does not have; then nothing is loaded.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().api("whatsapp").start()?;
    /// sandbox.load(r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#)?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn load(&self, json: &str) -> Result<Vec<String>, Error> {
        self.lock().load(json).map_err(|refusal| Error::setting(refusal.message().to_owned()))
    }

    /// Delivers a signed webhook event to the subscription of an object. Returns the body of the delivery, which is
    /// sent in the background; [`deliveries`](Self::deliveries) shows the outcome.
    ///
    /// `object` and `field` are as in the `"webhooks"` of the schema; `field` can also be `messaging` or `standby`.
    /// `value` is the value as JSON; without one, a value is generated from the types of the schema. To require a
    /// variant of a union or a member of an object in the generated value, append it after a dot: `messages.text`,
    /// `messaging.postback`.
    ///
    /// # Errors
    ///
    /// If the schema has no such object, field or variant, if the app has no subscription to the object, or if the
    /// value is not JSON.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::start()?;
    /// let error = sandbox.deliver("planet", "orbit", None).unwrap_err();
    /// assert!(error.to_string().contains("planet"), "{error}");
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn deliver(&self, object: &str, field: &str, value: Option<&str>) -> Result<String, Error> {
        let wanted = Wanted { object, field, value, id: None, to: None };
        let delivered = self.lock().deliver_event(&wanted);
        self.shared.wake();
        let (_, body) = delivered.map_err(|refusal| Error::setting(refusal.message().to_owned()))?;
        Ok(body)
    }

    /// The messages that scripted people and the app exchanged so far, oldest first.
    #[must_use]
    pub fn conversation(&self) -> Vec<Line> {
        self.lock().world.chat.lines().to_vec()
    }

    /// Waits until all [scripted people](crate::Builder::person) have finished their scripts and received an answer to
    /// each step, and returns the conversation. Works in any async runtime.
    ///
    /// The receipts of the last message, and what the app does after a step with
    /// [`without_answer`](Person::without_answer), may come later: look for them in [`deliveries`](Self::deliveries)
    /// and [`requests`](Self::requests).
    ///
    /// # Errors
    ///
    /// If a person does not receive an answer in time, or cannot tap what the script says. The message names the
    /// person, and says whether the app rejected a delivery.
    ///
    /// ```
    /// # use std::time::Duration;
    /// use graph_sandbox::{Person, Sandbox};
    ///
    /// # async fn f(start_bot: impl AsyncFn(&Sandbox)) -> Result<(), graph_sandbox::Error> {
    /// let sandbox = Sandbox::builder().api("whatsapp").person(Person::whatsapp("4915700000001").says("Hello")).start()?;
    /// start_bot(&sandbox).await;
    /// for line in sandbox.finished(Duration::from_secs(10)).await? {
    ///     println!("{}: {}", if line.from_person { "person" } else { "bot" }, line.text);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn finished(
        &self,
        within: Duration,
    ) -> impl Future<Output = Result<Vec<Line>, Error>> + Send + 'static + use<> {
        let (tell, told) = tokio::sync::oneshot::channel();
        let shared = self.shared.clone();
        // Blocks a thread of its own, so that the runtime of the bot goes on.
        let waits = move || drop(tell.send(shared.until_said(within)));
        let started = thread::Builder::new().name("graph-sandbox-wait".to_owned()).spawn(waits);
        async move {
            started?;
            let said = told.await.unwrap_or_else(|_| Err("the wait was broken off".to_owned()));
            said.map_err(Error::setting)
        }
    }

    /// The most recent attempts to deliver real-time updates, oldest first: up to 1000 attempts and 16 MiB.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.lock().updates.attempts().cloned().collect()
    }

    /// The most recent requests, oldest first, without secrets: up to 10,000 requests and 16 MiB.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.lock().log.iter().cloned().collect()
    }

    /// How many requests were dropped from the start of [`requests`](Self::requests) because of its limits.
    #[must_use]
    pub fn dropped_requests(&self) -> u64 {
        self.lock().log.dropped()
    }
}

impl Builder {
    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// If the port is taken, the schema has errors, a file cannot be read, or a setting is invalid.
    pub fn start(self) -> Result<Sandbox, Error> {
        if let Some(name) = &self.unknown_api {
            let known = graph_schema::shipped().collect::<Vec<_>>().join(", ");
            return Err(Error::setting(format!("unknown API `{name}`; the shipped ones are {known}")));
        }
        let mut schemas: Vec<(String, Schema)> =
            self.schema.map(|schema| (String::new(), schema)).into_iter().collect();
        schemas.extend(self.apis);
        let mut schemas = schemas.into_iter();
        let (name, schema) = match schemas.next() {
            Some(first) => first,
            None => (String::new(), graph_schema::builtin().into_result().map_err(Error::schema)?),
        };
        let others: Vec<(String, Schema)> = schemas.collect();
        if let (Some(path), false) = (&self.db, others.is_empty()) {
            let message =
                format!("{}: a database file keeps the data of one API, not of several", path.display());
            return Err(Error::setting(message));
        }
        let mut persons = self.persons;
        for path in &self.people_files {
            let wrong = |problem: String| Error::file(format!("{}: {problem}", path.display()));
            let text = fs::read_to_string(path).map_err(|error| wrong(format!("cannot read it: {error}")))?;
            persons.extend(Person::read(&text).map_err(wrong)?);
        }
        let (listener, mut address) =
            http::bind(self.address, self.port).map_err(|error| Error::listening(self.address, error))?;
        let boundary = Boundary::new(address.port(), &self.hosts)?;
        // All addresses of this machine are also this one.
        if address.ip().is_unspecified() {
            address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
        }
        let url = format!("http://{address}");
        let mut world = World::new(schema, self.seed, self.people, url.clone());
        let mut names = vec![name];
        for (name, schema) in others {
            names.push(name);
            world.add_api(schema, self.people);
        }
        world.names.clone_from(&names);
        world.chat = Chat::new(persons);
        world.demands_proof = self.demands_proof;
        world.uploads.limit = self.upload_limit;
        world.callbacks_anywhere = self.callbacks_anywhere;
        world.is_strict = self.is_strict;
        let db = match &self.db {
            Some(path) => Some(Db::open(path, &mut world)?),
            None => None,
        };
        for path in &self.load {
            let text = fs::read_to_string(path)
                .map_err(|error| Error::file(format!("cannot read {}: {error}", path.display())))?;
            keep::load(&mut world, &text)
                .map_err(|error| Error::file(format!("{}: {error}", path.display())))?;
        }
        for text in &self.data {
            keep::load(&mut world, text).map_err(Error::file)?;
        }
        let (app_id, app_secret) = (world.cast.app.clone(), world.cast.secret.clone());
        let faults = Faults::new(self.seed, self.faults);
        let updates = self.backoff.map(Queue::with_backoff).unwrap_or_default();
        let shared = Shared::new(Service::new(world, faults, updates, db));
        let limits = Limits { idle_timeout: self.idle_timeout, bodies: self.bodies_limit };
        let server = Server::start(listener, shared.clone(), names, boundary, limits)?;
        Ok(Sandbox { shared, url, app_id, app_secret, _server: server })
    }
}

impl fmt::Debug for Sandbox {
    /// Omits the app secret and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .field("app_id", &self.app_id)
            .finish_non_exhaustive()
    }
}

fn owned(permissions: &[&str]) -> BTreeSet<String> {
    permissions.iter().map(|&name| name.to_owned()).collect()
}
