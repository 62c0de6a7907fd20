//! Posts that are published later: in which lists of their Page they are, and when they can be published.

use graph_schema::model::{Connection, Type};
use serde_json::{Map, Value};

use super::bind::Bound;
use crate::{
    graph::Visit,
    protocol::Refusal,
    world::{
        moment,
        store::{Edge, Item},
    },
};

/// The parameter, and the field, with the time.
const TIME: &str = "scheduled_publish_time";
/// The list of posts with a time, and those of published ones.
const SCHEDULED: &str = "scheduled_posts";
const PUBLISHED: &[&str] = &["feed", "posts", "published_posts"];
/// A post can be scheduled for this time ahead, in seconds; a video, which has no such list, for six months.
const SOONEST: i64 = 10 * 60;
const LATEST: i64 = 30 * 86_400;
const LATEST_OF_OTHERS: i64 = 184 * 86_400;

impl Visit<'_> {
    /// Refuses a time that is too soon or too late.
    pub(super) fn check_time(
        &self,
        id: &str,
        connection: Option<&Connection>,
        bound: &Bound<'_>,
    ) -> Result<(), Refusal> {
        let Some(time) = bound.text(TIME).and_then(moment::parse) else { return Ok(()) };
        let is_post = connection.is_some_and(|connection| self.scheduled(id, connection).is_some());
        let ahead = time - self.world.clock.unix();
        let latest = if is_post { LATEST } else { LATEST_OF_OTHERS };
        if (SOONEST..=latest).contains(&ahead) {
            return Ok(());
        }
        let days = latest / 86_400;
        Err(Refusal::parameter(format!(
            "The specified scheduled publish time is invalid: it must be 10 minutes to {days} days ahead"
        )))
    }

    /// The list of scheduled items, if those of a connection can be scheduled.
    fn scheduled(&self, id: &str, connection: &Connection) -> Option<Connection> {
        let owner = self.world.store.node(id)?;
        let list = self.schema[owner].connection(SCHEDULED)?;
        let is_same = list.item == connection.item && PUBLISHED.contains(&connection.name.as_str());
        is_same.then(|| list.clone())
    }

    /// The lists that a new item of a connection is in. Usually that is the connection; a post that is not published is
    /// only among the scheduled ones, if it has a time.
    pub(super) fn lists_of_new(
        &self,
        id: &str,
        connection: &Connection,
        bound: &Bound<'_>,
    ) -> Vec<Connection> {
        let Some(scheduled) = self.scheduled(id, connection) else { return vec![connection.clone()] };
        let is_hidden = matches!(bound.text("published"), Some("false" | "0"));
        match (is_hidden, bound.text(TIME)) {
            (true, Some(_)) => vec![scheduled],
            (true, None) => Vec::new(),
            (false, _) => self.published(id, connection),
        }
    }

    /// The lists of published items, with the connection itself.
    fn published(&self, id: &str, connection: &Connection) -> Vec<Connection> {
        let Some(owner) = self.world.store.node(id) else { return Vec::new() };
        let lists = PUBLISHED.iter().filter_map(|name| self.schema[owner].connection(name));
        lists.filter(|list| list.item == connection.item).cloned().collect()
    }

    /// What the parameters for publishing say in the fields of a new post.
    pub(super) fn timing(&self, id: &str, connection: &Connection, bound: &Bound<'_>) -> Map<String, Value> {
        let Type::Node(kind) = connection.item else { return Map::new() };
        if self.scheduled(id, connection).is_none() {
            return Map::new();
        }
        let is_published = !matches!(bound.text("published"), Some("false" | "0"));
        let time = bound.text(TIME).and_then(moment::parse);
        let known = [("is_published", Some(Value::from(is_published))), (TIME, time.map(Value::from))];
        let known = known.into_iter().filter(|(name, _)| self.schema[kind].field(name).is_some());
        known.filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }

    /// Publishes scheduled posts: the one that an operation says is published.
    pub(super) fn publish_scheduled(&mut self, post: &str, bound: &Bound<'_>) {
        if matches!(bound.text("is_published"), Some("true" | "1"))
            && let Some(page) = self.world.store.owner(post)
        {
            self.move_scheduled(&page, &|id, _| id == post);
        }
    }
}

impl Visit<'_> {
    /// Publishes the posts of a Page whose time has come.
    pub(crate) fn publish_due(&mut self, page: &str) {
        let now = self.world.clock.unix();
        self.move_scheduled(page, &|_, time| time.is_some_and(|time| time <= now));
    }

    fn move_scheduled(&mut self, page: &str, is_due: &dyn Fn(&str, Option<i64>) -> bool) {
        let schema = self.schema.clone();
        let Some(list) = self.world.store.node(page).and_then(|node| schema[node].connection(SCHEDULED))
        else {
            return;
        };
        let made: Vec<String> = self
            .world
            .store
            .edges(page, list)
            .iter()
            .filter(|edge| edge.by_app)
            .filter_map(Edge::id)
            .map(str::to_owned)
            .collect();
        for id in made.into_iter().rev() {
            let time = self.world.store.object(&id).and_then(|values| {
                let time = values.get(TIME)?;
                time.as_i64().or_else(|| moment::parse(time.as_str()?))
            });
            if !is_due(&id, time) {
                continue;
            }
            self.world.store.edit(page, list).retain(|edge| edge.id() != Some(&id));
            for published in self.published(page, list) {
                self.world.store.append(page, &published, Item::Node(id.clone()));
            }
            self.world.store.change(&id, Map::from_iter([("is_published".to_owned(), true.into())]));
        }
    }
}
