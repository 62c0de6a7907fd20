//! What a sandbox starts with.

use std::{fs, path::PathBuf, time::Duration};

use graph_schema::Schema;

use crate::{db::Db, error::Error, fault::Fault, own, sandbox::Sandbox, server, world::World};

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
    backoff: Option<Duration>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            schema: None,
            seed: 1,
            people: 1000,
            port: 0,
            faults: Vec::new(),
            demands_proof: false,
            db: None,
            load: Vec::new(),
            backoff: None,
        }
    }

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

    /// How long after a failed delivery the update is sent again, which doubles each time; a second unless this
    /// says otherwise. The clock is the sandbox's: [`Sandbox::advance`] lets it go faster.
    pub fn delivery_backoff(mut self, time: Duration) -> Self {
        self.backoff = Some(time);
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
        world.hooks.backoff = self.backoff.unwrap_or(world.hooks.backoff);
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
        Sandbox::serve(listener, world, url)
    }
}
