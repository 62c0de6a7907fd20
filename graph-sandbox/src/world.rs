//! Everything a sandbox knows, behind one lock.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use graph_schema::{
    Schema,
    model::{NodeId, TokenKind, Whose},
};
use serde_json::Map;

use crate::{
    answer::{Answer, Refusal},
    db::Db,
    fault::{Fault, Faults},
    file::Files,
    hook::Hooks,
    recorded::Log,
    seed::{Generator, Random},
    store::Store,
    token::{Caller, Tokens},
};

/// Everything a sandbox knows.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) schema: Arc<Schema>,
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) cast: Cast,
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    pub(crate) recorded: Log,
    pub(crate) faults: Faults,
    pub(crate) files: Files,
    pub(crate) hooks: Hooks,
    /// Whether calls need an `appsecret_proof`.
    pub(crate) demands_proof: bool,
    /// Seconds since 1970 when it started.
    started: i64,
    calls: u64,
    pub(crate) db: Option<Db>,
}

/// Who is who.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    pub(crate) app: String,
    pub(crate) secret: String,
    pub(crate) user: String,
    pub(crate) friend: String,
    pub(crate) stranger: String,
    pub(crate) page: String,
    pub(crate) psid: String,
    pub(crate) silent_psid: String,
    /// Registered for the app, and earned by nobody yet.
    pub(crate) achievement: String,
}

impl World {
    pub(crate) fn new(schema: Schema, seed: u64, people: usize, url: String, faults: Vec<Fault>) -> Self {
        let schema = Arc::new(schema);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let started = i64::try_from(since.as_secs()).unwrap_or(0);
        let generator = Generator::new(Arc::clone(&schema), seed, people);
        let first = |name: &str, at: usize| -> Option<String> {
            let (node, _) = schema.node(name)?;
            generator.pool(node).get(at).cloned()
        };
        let quiet = schema.nodes().find(|(_, node)| node.empty_is_unavailable).map(|(id, _)| id);
        let of_quiet =
            |at: usize| quiet.and_then(|node| generator.pool(node).get(at)).cloned().unwrap_or_default();
        let mut random = Random::of(seed, &["secret"]);
        let cast = Cast {
            app: first("Application", 0).unwrap_or_else(|| generator.number(&["app"]).to_string()),
            secret: format!("{:016x}{:016x}", random.next(), random.next()),
            user: generator.people.id(0),
            friend: generator.people.id(1),
            stranger: generator.people.stranger(),
            page: first("Page", 0).unwrap_or_default(),
            psid: of_quiet(0),
            silent_psid: of_quiet(1),
            achievement: format!("https://games.example/achievements/{:x}", random.next() >> 40),
        };
        let mut store = Store::new(generator);
        store.hide(&cast.silent_psid);
        for page in schema.node("Page").map(|(page, _)| administered(&store, page)).unwrap_or_default() {
            store.give(&page, &page);
        }
        // Who wrote to the Page is the Page's to look at.
        for id in quiet.map(|node| store.generator.pool(node).to_vec()).unwrap_or_default() {
            store.give(&id, &cast.page);
        }
        let mut tokens = Tokens::new(seed);
        tokens.app(format!("{}|{}", cast.app, cast.secret));
        Self {
            schema,
            store,
            tokens,
            cast,
            url,
            recorded: Log::default(),
            faults: Faults::new(seed, faults),
            files: Files::default(),
            hooks: Hooks::default(),
            demands_proof: false,
            started,
            calls: 0,
            db: None,
        }
    }

    /// The Pages that a person administers.
    pub(crate) fn administers(&self, person: &str) -> Vec<String> {
        match self.schema.node("Page") {
            Some((page, _)) if person == self.cast.user => administered(&self.store, page),
            _ => Vec::new(),
        }
    }

    /// Seconds since 1970, with the time that was skipped.
    pub(crate) fn unix(&self) -> i64 {
        self.started.saturating_add(i64::try_from(self.faults.now().as_secs()).unwrap_or(0))
    }

    /// The number that everything is made from.
    pub(crate) fn seed(&self) -> u64 {
        self.store.generator.seed
    }

    /// Lets tokens expire.
    pub(crate) fn look_at_clock(&mut self) {
        self.tokens.now = self.unix();
    }

    /// The names of all permissions.
    pub(crate) fn all_permissions(&self) -> BTreeSet<String> {
        self.schema.permissions.iter().map(|permission| permission.name.clone()).collect()
    }

    /// Writes down what is new, where there is a file to keep it; what cannot be kept is not acknowledged.
    pub(crate) fn keep(&mut self, answer: Answer) -> Answer {
        let Some(mut db) = self.db.take() else {
            self.store.news = Default::default();
            self.files.new.clear();
            return answer;
        };
        let saved = db.save(self);
        self.db = Some(db);
        match saved {
            Ok(()) => answer,
            Err(error) => Refusal::new(2, error.to_string()).status(500).answer(self.count()),
        }
    }

    /// The number of the next call.
    pub(crate) fn count(&mut self) -> u64 {
        self.calls += 1;
        self.calls
    }

    /// Whose a node is, seen by who calls. An app sees a person as the person is to itself.
    pub(crate) fn whose(&self, caller: &Caller, id: &str) -> Whose {
        let owner = self.store.owner(id);
        match (caller.kind, &caller.who, owner) {
            (Some(TokenKind::App), ..) => Whose::Own,
            (Some(_), Some(who), Some(owner)) if *who == owner => Whose::Own,
            (Some(TokenKind::User), Some(who), Some(owner)) if self.store.are_friends(who, &owner) => {
                Whose::Friend
            }
            _ => Whose::Other,
        }
    }

    /// What was granted to who calls, where a node is concerned.
    pub(crate) fn granted(&self, caller: &Caller, id: &str) -> BTreeSet<String> {
        match caller.kind {
            None => BTreeSet::new(),
            Some(TokenKind::User) => caller.granted.clone(),
            Some(TokenKind::App) => {
                self.store.owner(id).map(|owner| self.tokens.granted_by(&owner)).unwrap_or_default()
            }
            // What a Page was granted is about the Page, not about people.
            Some(TokenKind::Page) if self.whose(caller, id) == Whose::Own => caller.granted.clone(),
            Some(TokenKind::Page) => BTreeSet::new(),
        }
    }

    /// Makes a node exist.
    pub(crate) fn make(
        &mut self,
        node: NodeId,
        owner: &str,
        values: Map<String, serde_json::Value>,
    ) -> String {
        let id = self.store.fresh_id(Some(node), owner);
        let owner = self.store.owner(owner).unwrap_or_else(|| owner.to_owned());
        self.store.add(&id, node, Some(owner), values);
        id
    }
}

/// How many Pages the first person administers.
const ADMINISTERED: usize = 3;

fn administered(store: &Store, page: NodeId) -> Vec<String> {
    store.generator.pool(page).iter().take(ADMINISTERED).cloned().collect()
}
