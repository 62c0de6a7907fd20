//! The state of the simulated platform.

use std::{collections::BTreeSet, sync::Arc};

use graph_schema::{Schema, model::NodeId};
use serde_json::{Map, Value};

use super::{
    cast::{self, Cast},
    changes::Change,
    clock::Clock,
    jobs::Jobs,
    realms::Realm,
    relations,
    script::Chat,
    seed::Generator,
    store::{List, Store, texts},
    subscriptions::Subscriptions,
    tokens::Tokens,
    transfers::Transfers,
    uploads::Uploads,
};
use crate::protocol::PREFIX;

/// An event that the platform tells subscribers of.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    /// The word of the object in `"webhooks"`.
    pub(crate) object: &'static str,
    /// The field that a subscription names.
    pub(crate) subscribed: &'static str,
    /// The field in the delivery, or `messaging`.
    pub(crate) field: &'static str,
    /// The id of what it is about; by default the first node of the object.
    pub(crate) id: Option<String>,
    pub(crate) value: Value,
}

/// The state of the simulated platform.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) schema: Arc<Schema>,
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) cast: Cast,
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    pub(crate) uploads: Uploads,
    pub(crate) transfers: Transfers,
    pub(crate) subscriptions: Subscriptions,
    /// Changes made by the current call that subscribers may have to be notified of.
    pub(crate) changes: Vec<Change>,
    pub(crate) clock: Clock,
    pub(crate) jobs: Jobs,
    /// The names of the APIs; empty for one that has none.
    pub(crate) names: Vec<String>,
    /// The place of the current API among several.
    pub(super) place: usize,
    /// The other APIs.
    pub(super) others: Vec<Realm>,
    /// Events of the current call to deliver to subscribers.
    pub(crate) happened: Vec<Happened>,
    /// The people who follow a script, and what was said.
    pub(crate) chat: Chat,
    /// Whether calls require an `appsecret_proof`.
    pub(crate) demands_proof: bool,
    /// Whether messages on WhatsApp need an open window, and templates and files that exist.
    pub(crate) is_strict: bool,
    /// The code with which the message that the current call sends is not delivered.
    pub(crate) failing: Option<i64>,
    /// Whether callbacks may go to other machines.
    pub(crate) callbacks_anywhere: bool,
    calls: u64,
}

impl World {
    pub(crate) fn new(schema: Schema, seed: u64, people: usize, url: String) -> Self {
        let (schema, store, cast) = api(schema, seed, people);
        let mut tokens = Tokens::new(seed);
        tokens.app(cast.app_token());
        Self {
            schema,
            store,
            tokens,
            cast,
            url,
            uploads: Uploads::default(),
            transfers: Transfers::default(),
            subscriptions: Subscriptions::default(),
            changes: Vec::new(),
            clock: Clock::new(),
            jobs: Jobs::default(),
            names: Vec::new(),
            place: 0,
            others: Vec::new(),
            happened: Vec::new(),
            chat: Chat::default(),
            demands_proof: false,
            is_strict: false,
            failing: None,
            callbacks_anywhere: false,
            calls: 0,
        }
    }

    /// Adds another API. Its Page and its people are those of the tokens if the APIs before it have none.
    pub(crate) fn add_api(&mut self, schema: Schema, people: usize) {
        let (schema, store, cast) = api(schema, self.seed(), people);
        let place = self.others.len() + 1;
        self.others.push(Realm { place, schema, store, jobs: Jobs::default() });
        for (known, new) in [
            (&mut self.cast.page, cast.page),
            (&mut self.cast.phone_number, cast.phone_number),
            (&mut self.cast.psid, cast.psid),
            (&mut self.cast.silent_psid, cast.silent_psid),
        ] {
            if known.is_empty() {
                *known = new;
            }
        }
    }

    /// Whether there is more than one API.
    pub(crate) fn has_several_apis(&self) -> bool {
        !self.others.is_empty()
    }

    /// Discards the record of unsaved changes, for a sandbox without a database.
    pub(crate) fn discard_unsaved(&mut self) {
        self.store.unsaved = Default::default();
        for realm in &mut self.others {
            realm.store.unsaved = Default::default();
        }
        self.uploads.unsaved.clear();
    }

    /// The seed of all generated data.
    pub(crate) fn seed(&self) -> u64 {
        self.store.generator.seed
    }

    /// Expires tokens up to the current time.
    pub(crate) fn expire_tokens(&mut self) {
        self.tokens.now = self.clock.unix();
    }

    /// The names of all permissions.
    pub(crate) fn all_permissions(&self) -> BTreeSet<String> {
        let schemas = self.schemas();
        let permissions = schemas.iter().flat_map(|schema| &schema.permissions);
        permissions.map(|permission| permission.name.clone()).collect()
    }

    /// Returns the number of the next call, used as its trace id.
    pub(crate) fn count(&mut self) -> u64 {
        self.calls += 1;
        self.calls
    }

    /// The URL of an uploaded file.
    pub(crate) fn file_url(&self, number: u64) -> String {
        format!("{}/{PREFIX}/files/{number}", self.url)
    }

    /// The URL of a file that is loaded with a token: its number, or `of/` and the id of a node.
    pub(crate) fn download_url(&self, file: &str) -> String {
        format!("{}/{PREFIX}/downloads/{file}", self.url)
    }

    /// Whether a value is a URL of the sandbox.
    pub(crate) fn is_own_url(&self, value: &Value) -> bool {
        value.as_str().is_some_and(|url| url.starts_with(&format!("{}/", self.url)))
    }

    /// Deletes a node, and uploaded files that no other node has. Returns the lists that it was in.
    pub(crate) fn delete(&mut self, id: &str) -> Vec<List> {
        let fields = self.store.row(id).map(|row| row.fields).unwrap_or_default();
        let lists = self.store.remove(id);
        let (shown, loaded) = (self.file_url(0), self.download_url("0"));
        let prefixes = [shown.trim_end_matches('0'), loaded.trim_end_matches('0')];
        for url in texts(&Value::Object(fields)) {
            let number = prefixes.iter().find_map(|prefix| url.strip_prefix(prefix)?.parse().ok());
            if let Some(number) = number.filter(|_| !self.store.mentions(url)) {
                self.uploads.remove(number);
            }
        }
        lists
    }

    /// Creates a node and returns its id.
    pub(crate) fn create(&mut self, node: NodeId, owner: &str, values: Map<String, Value>) -> String {
        let id = self.store.fresh_id(Some(node), owner);
        let owner = self.store.owner(owner).unwrap_or_else(|| owner.to_owned());
        self.store.add(&id, node, Some(owner), values);
        if self.schema[node].job.is_some() {
            self.jobs.begin(&id, self.clock.elapsed());
        }
        id
    }
}

/// The schema of an API with its data, and the ids that tests refer to by role.
fn api(schema: Schema, seed: u64, people: usize) -> (Arc<Schema>, Store, Cast) {
    let schema = Arc::new(schema);
    let generator = Generator::new(Arc::clone(&schema), seed, people);
    let cast = Cast::new(&schema, &generator);
    let profiles = cast::profiles(&schema, &generator);
    let mut store = Store::new(generator);
    store.hide(&cast.silent_psid);
    for page in schema.node("Page").map(|(page, _)| relations::administered(&store, page)).unwrap_or_default()
    {
        store.give(&page, &page);
    }
    // The Page owns the profiles of people who wrote to it, so its token may read them.
    for id in profiles {
        store.give(&id, &cast.page);
    }
    (schema, store, cast)
}
