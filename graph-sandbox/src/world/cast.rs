//! The app, people and Pages that tests refer to by role.

use graph_schema::Schema;

use super::seed::{Generator, Random, special};

/// The ids behind [`Sandbox::user_id`](crate::Sandbox::user_id) and its siblings.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    pub(crate) app: String,
    pub(crate) secret: String,
    /// The client token of the app, for devices.
    pub(crate) client_token: String,
    pub(crate) user: String,
    pub(crate) friend: String,
    pub(crate) stranger: String,
    pub(crate) page: String,
    /// The phone number of the business.
    pub(crate) phone_number: String,
    pub(crate) psid: String,
    pub(crate) silent_psid: String,
    /// An achievement registered for the app that no one has earned.
    pub(crate) achievement: String,
}

impl Cast {
    pub(super) fn new(schema: &Schema, generator: &Generator) -> Self {
        let first = |name: &str| -> Option<String> {
            let (node, _) = schema.node(name)?;
            generator.pool(node).first().cloned()
        };
        let profiles = profiles(schema, generator);
        let profile = |at: usize| profiles.get(at).cloned().unwrap_or_default();
        let mut random = Random::of(generator.seed, &["secret"]);
        Self {
            app: special::APPS
                .iter()
                .find_map(|name| first(name))
                .unwrap_or_else(|| generator.number(&["app"]).to_string()),
            secret: format!("{:016x}{:016x}", random.next(), random.next()),
            client_token: format!("{:016x}", Random::of(generator.seed, &["client token"]).next()),
            user: generator.people.id(0),
            friend: generator.people.id(1),
            stranger: generator.people.stranger(),
            page: first("Page").unwrap_or_default(),
            phone_number: first("PhoneNumber").unwrap_or_default(),
            psid: profile(0),
            silent_psid: profile(1),
            achievement: format!("https://games.example/achievements/{:x}", random.next() >> 40),
        }
    }

    /// The token of the app.
    pub(crate) fn app_token(&self) -> String {
        format!("{}|{}", self.app, self.secret)
    }
}

/// The people who wrote to the Page: ids of the node type whose response is `{}` when it is unavailable.
pub(super) fn profiles(schema: &Schema, generator: &Generator) -> Vec<String> {
    let node = schema.nodes().find(|(_, node)| node.empty_is_unavailable);
    node.map(|(id, _)| generator.pool(id).to_vec()).unwrap_or_default()
}
