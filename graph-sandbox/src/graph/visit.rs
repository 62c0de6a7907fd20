//! One caller's view of the world during one call.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use graph_schema::{Schema, model::Whose};

use crate::{
    protocol::Call,
    world::{Caller, World},
};

/// One caller's view of the world during one call.
#[derive(Debug)]
pub(crate) struct Visit<'w> {
    pub(crate) world: &'w mut World,
    pub(crate) schema: Arc<Schema>,
    pub(crate) caller: Caller,
    version: Option<String>,
    /// Whether responses contain few fields unless `fields` selects more (since v2.4).
    pub(crate) few_default_fields: bool,
    /// Whether permissions are listed one by one (since v2.0).
    pub(crate) lists_permissions: bool,
    /// Whether times are seconds since 1970 (`date_format=U`).
    pub(crate) seconds: bool,
    /// Whether a success is an object instead of `true` (since v2.1).
    pub(crate) success_is_object: bool,
    in_batch: bool,
    /// Whether objects include the fields that are returned only on request.
    pub(super) shows_all: bool,
    /// Cached per node, because every field needs it.
    standings: HashMap<String, Arc<Standing>>,
}

/// The caller's relation to a node.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) whose: Whose,
    pub(super) granted: Arc<BTreeSet<String>>,
}

impl<'w> Visit<'w> {
    pub(crate) fn new(world: &'w mut World, caller: Caller, call: &Call) -> Self {
        let schema = Arc::clone(&world.schema);
        Self {
            world,
            schema,
            caller,
            version: call.version.clone(),
            few_default_fields: call.is_since(2, 4),
            lists_permissions: call.is_since(2, 0),
            seconds: call.param("date_format") == Some("U"),
            success_is_object: call.is_since(2, 1),
            in_batch: call.in_batch,
            shows_all: false,
            standings: HashMap::new(),
        }
    }

    pub(super) fn standing(&mut self, id: &str) -> Arc<Standing> {
        if let Some(known) = self.standings.get(id) {
            return Arc::clone(known);
        }
        let standing = Arc::new(Standing {
            whose: self.world.whose(&self.caller, id),
            granted: self.world.granted(&self.caller, id),
        });
        self.standings.insert(id.to_owned(), Arc::clone(&standing));
        standing
    }

    /// The relation of the caller to the node's owner.
    pub(crate) fn whose(&self, id: &str) -> Whose {
        self.world.whose(&self.caller, id)
    }

    /// The URL of a path below a node.
    pub(crate) fn address(&self, id: &str, path: &str, params: &[(String, String)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(token) = &self.caller.token {
            query.append_pair("access_token", token);
        }
        for (name, value) in params {
            query.append_pair(name, value);
        }
        if self.in_batch && !path.is_empty() {
            query.append_pair("_fb_batch_child_request", "1");
            query.append_pair("_fb_batch_sig", "none");
            query.append_pair("_fb_url", &format!("{id}/{path}"));
        }
        let version = self.version.iter().map(|version| format!("{version}/")).collect::<String>();
        format!("{}/{version}{id}/{path}?{}", self.world.url, query.finish())
    }
}
