//! Configuration of a sandbox.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    time::Duration,
};

use graph_schema::Schema;

use crate::{fault::Fault, world::Person};

/// Configures and starts a [`Sandbox`](crate::Sandbox).
#[derive(Clone, Debug)]
#[must_use = "a `Builder` does nothing until `start` is called"]
pub struct Builder {
    pub(crate) schema: Option<Schema>,
    /// The APIs of the platform, by name.
    pub(crate) apis: Vec<(String, Schema)>,
    pub(crate) unknown_api: Option<String>,
    pub(crate) people_files: Vec<PathBuf>,
    pub(crate) persons: Vec<Person>,
    pub(crate) seed: u64,
    pub(crate) people: usize,
    pub(crate) port: u16,
    pub(crate) address: IpAddr,
    pub(crate) faults: Vec<Fault>,
    pub(crate) demands_proof: bool,
    pub(crate) db: Option<PathBuf>,
    pub(crate) load: Vec<PathBuf>,
    pub(crate) data: Vec<String>,
    pub(crate) backoff: Option<Duration>,
    pub(crate) hosts: Vec<String>,
    pub(crate) callbacks_anywhere: bool,
    pub(crate) is_strict: bool,
    pub(crate) upload_limit: usize,
    pub(crate) bodies_limit: usize,
    pub(crate) idle_timeout: Duration,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            schema: None,
            apis: Vec::new(),
            unknown_api: None,
            people_files: Vec::new(),
            persons: Vec::new(),
            seed: 1,
            people: 1000,
            port: 0,
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            faults: Vec::new(),
            demands_proof: false,
            db: None,
            load: Vec::new(),
            data: Vec::new(),
            backoff: None,
            hosts: Vec::new(),
            callbacks_anywhere: false,
            is_strict: false,
            upload_limit: 256 << 20,
            bodies_limit: 256 << 20,
            idle_timeout: Duration::from_secs(60),
        }
    }

    /// Uses this schema instead of the built-in one.
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

    /// Serves one of the current APIs, such as `whatsapp`, instead of the built-in one. Can be called repeatedly:
    /// several APIs share tokens, clock and subscriptions. [`start`](Self::start) fails if there is no API with this
    /// name.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().api("whatsapp").api("messenger").start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn api(mut self, name: &str) -> Self {
        if self.apis.iter().all(|(known, _)| known != name) {
            match graph_schema::embedded(name) {
                Some(loaded) => self.apis.push((name.to_owned(), loaded.schema)),
                None => self.unknown_api = Some(name.to_owned()),
            }
        }
        self
    }

    /// Serves all current APIs. `docs/sandbox.md` describes which API answers a call.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().all_apis().start()?;
    /// assert!(!sandbox.phone_number_id().is_empty() && !sandbox.page_id().is_empty());
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn all_apis(self) -> Self {
        graph_schema::shipped().fold(self, Self::api)
    }

    /// Adds a scripted person who writes to the bot under test, step by step.
    /// [`Sandbox::finished`](crate::Sandbox::finished) waits for all of them.
    pub fn person(mut self, person: Person) -> Self {
        self.persons.push(person);
        self
    }

    /// Adds scripted people from a JSON file; `docs/sandbox.md` describes the format.
    pub fn people_of(mut self, path: impl Into<PathBuf>) -> Self {
        self.people_files.push(path.into());
        self
    }

    /// Sets the seed, 1 by default. The same seed generates the same people, data and tokens.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the number of people, 1000 by default. Clamped to between 3 and 5000.
    pub fn people(mut self, count: usize) -> Self {
        self.people = count;
        self
    }

    /// Sets the port to listen on; 0, the default, picks a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the address to listen on. The default, `127.0.0.1`, is reachable only from this machine; in a container,
    /// use `0.0.0.0`, so that other containers can reach it.
    ///
    /// There is no further access control, except that a request must name an [allowed](Self::allow_host) host. With
    /// `0.0.0.0`, [`Sandbox::url`](crate::Sandbox::url) is a URL at `127.0.0.1`.
    pub fn address(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// Requires an `appsecret_proof` for calls with a user or Page token.
    pub fn demand_proof(mut self) -> Self {
        self.demands_proof = true;
        self
    }

    /// Persists changes in this database file, which is created if necessary. A call is answered only after its
    /// changes are saved.
    ///
    /// [`start`](Self::start) fails if the file is damaged. If the file cannot be written, for example because the disk
    /// is full, reads still succeed, but a call that changes something fails with code 2; its change is saved with the
    /// next call that can be saved.
    ///
    /// Wraps the process's panic hook, so that panics of the database library, which become errors, are not reported.
    pub fn db(mut self, path: impl Into<PathBuf>) -> Self {
        self.db = Some(path.into());
        self
    }

    /// Loads your own data from a JSON file; `docs/sandbox.md` describes the format.
    pub fn load(mut self, path: impl Into<PathBuf>) -> Self {
        self.load.push(path.into());
        self
    }

    /// Loads your own data from JSON text, in the format of [`load`](Self::load).
    ///
    /// ```
    /// let number = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;
    /// let sandbox = graph_sandbox::Sandbox::builder().api("whatsapp").data(number).start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn data(mut self, json: impl Into<String>) -> Self {
        self.data.push(json.into());
        self
    }

    /// Sets the delay before a failed delivery is retried, one second by default. It doubles with each attempt.
    /// [`Sandbox::advance`](crate::Sandbox::advance) skips the wait.
    pub fn delivery_backoff(mut self, time: Duration) -> Self {
        self.backoff = Some(time);
        self
    }

    /// Also answers requests for this host: `NAME` with any port, or `NAME:PORT`.
    ///
    /// By default, only requests for `127.0.0.1`, `localhost` and `[::1]` with the sandbox's port are answered. This
    /// prevents DNS rebinding, by which a web page reaches this machine through a host name of its own. Allow the name
    /// under which a container or proxy is reached.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().allow_host("graph").start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// Sends real-time updates and their handshakes to any machine. By default, they are sent only to loopback
    /// addresses.
    pub fn callbacks_anywhere(mut self) -> Self {
        self.callbacks_anywhere = true;
        self
    }

    /// Judges messages on WhatsApp as the platform does. Without it, every message is delivered.
    ///
    /// What is no template fails in its status with code 131047, unless the person wrote within 24 hours: a scripted
    /// person, or by [`Sandbox::deliver`](crate::Sandbox::deliver). A template is refused with 132001 unless the account of the
    /// number has it, approved, and with 132000 if the number of parameters is wrong. A file is refused with 131009 if there is
    /// no media of its id.
    ///
    /// ```
    /// let sandbox = graph_sandbox::Sandbox::builder().api("whatsapp").strict_messages().start()?;
    /// # Ok::<(), graph_sandbox::Error>(())
    /// ```
    pub fn strict_messages(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Sets how many bytes of uploaded files are kept, 256 MiB by default. A further upload is refused with error code
    /// 100. Files are kept in memory, even with a database file; deleting a photo or video frees space.
    pub fn upload_limit(mut self, bytes: usize) -> Self {
        self.upload_limit = bytes;
        self
    }

    /// Sets how many bytes the bodies of all concurrent requests may take, 256 MiB by default. A request beyond that is
    /// refused with status 503.
    pub fn bodies_limit(mut self, bytes: usize) -> Self {
        self.bodies_limit = bytes;
        self
    }

    /// Closes connections that make no progress for this long, one minute by default: before the first request, between
    /// requests, in the middle of a body, or while the client does not read a response. The header of a request must
    /// arrive within this time, and its body within ten times this time.
    pub fn idle_timeout(mut self, time: Duration) -> Self {
        self.idle_timeout = time;
        self
    }

    /// Injects a fault from the start.
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
}
