//! Publishing: a container that a call prepared becomes a post, with what the container has. A post that is published at
//! once, without a container, gets its members in the same way.

use graph_schema::model::{Connection, Method, NodeId, Operation, Param, Returns, Type};
use serde_json::{Map, Value, json};

use super::{bind::Bound, special::Outcome};
use crate::{
    graph::Visit,
    protocol::Refusal,
    world::{
        seed::special::AUTHORS,
        store::{Edge, Item},
    },
};

/// The state of a container that was published.
const PUBLISHED: &str = "PUBLISHED";

impl Visit<'_> {
    /// Publishes, if that is what the operation does.
    pub(super) fn publish(
        &mut self,
        id: &str,
        connection: Option<&Connection>,
        bound: &Bound<'_>,
    ) -> Result<Outcome, Refusal> {
        let operation = bound.operation;
        let Some((_, kind)) = self.ids(&operation.returns).next() else { return Ok(Outcome::Usual) };
        if operation.method != Method::Post {
            return Ok(Outcome::Usual);
        }
        if let Some((container, name)) = self.published_by(operation, kind) {
            let wanted = bound.text(&name).unwrap_or_default().to_owned();
            let state = self.state_of(&wanted, container);
            match state.as_deref() {
                None => return Err(self.known_error(operation, &["ContainerNotFound", "ContainerNotReady"])),
                Some(PUBLISHED) => {
                    return Err(self.known_error(operation, &["MediaNotFound", "ContainerNotReady"]));
                }
                Some(state) if !self.is_done(container, state) => {
                    return Err(self.known_error(operation, &["NotReady", "ContainerNotReady"]));
                }
                Some(_) => {}
            }
            let sent = self.world.jobs.asked(&wanted).unwrap_or_default().to_vec();
            let made = self.post(id, kind, &sent);
            self.world.jobs.end(&wanted);
            if let Some(job) = &self.schema.clone()[container].job {
                let values = Map::from_iter([(job.state.clone(), PUBLISHED.into())]);
                self.world.store.change(&wanted, values);
            }
            return Ok(Outcome::Made(made));
        }
        // What is done to a post and answers another one repeats it.
        let repeats = self.schema[kind].field("reposted_post").is_some();
        if connection.is_none()
            && !operation.path.is_empty()
            && repeats
            && self.world.store.node(id) == Some(kind)
        {
            return Ok(self.repost(id, kind).map_or(Outcome::Usual, Outcome::Made));
        }
        let is_item = connection.is_some_and(|connection| connection.item == Type::Node(kind));
        let is_flat = operation.params.iter().any(|param| param.flat);
        if is_item && is_flat && matches!(operation.returns, Returns::Value(_)) {
            return Ok(Outcome::Made(self.post(id, kind, &bound.given())));
        }
        Ok(Outcome::Usual)
    }

    /// The node type of the containers that an operation publishes as nodes of a type, and the parameter with their id.
    fn published_by(&self, operation: &Operation, made: NodeId) -> Option<(NodeId, String)> {
        let container = |param: &Param| match param.ty {
            Type::Id(node) if node != made => {
                let job = self.schema[node].job.as_ref()?;
                job.done.iter().any(|word| word == PUBLISHED).then(|| (node, param.name.clone()))
            }
            _ => None,
        };
        operation.params.iter().find_map(container)
    }

    fn state_of(&mut self, id: &str, container: NodeId) -> Option<String> {
        let schema = self.schema.clone();
        let node = &schema[container];
        let job = node.job.as_ref()?;
        if self.world.store.node(id) != Some(container) {
            return None;
        }
        let mut values = self.world.store.object(id)?.clone();
        self.world.jobs.show(id, node, &schema, self.world.clock.elapsed(), &mut values);
        let state = values.get(&job.state).and_then(Value::as_str);
        Some(state.unwrap_or_default().to_owned())
    }

    fn is_done(&self, container: NodeId, state: &str) -> bool {
        self.schema[container].job.as_ref().is_some_and(|job| job.done.iter().any(|word| word == state))
    }

    /// The first error of these names that the operation or the API has.
    pub(super) fn known_error(&self, operation: &Operation, names: &[&str]) -> Refusal {
        if let Some(error) = operation.errors.iter().find(|error| names.contains(&error.name.as_str())) {
            return Refusal::new(error.code, format!("(#{}) {}", error.code, error.meaning));
        }
        if let Some(error) =
            names.iter().find_map(|name| self.schema.errors.iter().find(|error| error.name == *name))
        {
            let code = error.code.first;
            let refusal = Refusal::new(code, format!("(#{code}) {}", error.meaning));
            return match error.subcode {
                Some(subcode) => refusal.subcode(subcode),
                None => refusal,
            };
        }
        Refusal::parameter("The container cannot be published")
    }

    /// Creates a post of an account from what was sent, and puts it into the lists where it belongs.
    fn post(&mut self, account: &str, kind: NodeId, sent: &[(String, String)]) -> String {
        let text = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
        let replied = text("reply_to_id");
        let children: Vec<String> = text("children")
            .map(|text| serde_json::from_str(&text).unwrap_or_else(|_| listed(&text)))
            .unwrap_or_default();
        self.world.store.tick();
        let mut values = self.members_of(account, kind, sent);
        let schema = self.schema.clone();
        let reference = |id: &str| json!({ "id": id });
        if let Some(post) = &replied {
            let root = self.root(post);
            let known = [
                ("replied_to", reference(post)),
                ("root_post", reference(&root)),
                ("is_reply", true.into()),
                ("is_reply_owned_by_me", true.into()),
            ];
            values.extend(known.into_iter().filter(|(name, _)| schema[kind].field(name).is_some()).map(own));
        }
        if let Some(quoted) = text("quote_post_id") {
            let known = [("quoted_post", reference(&quoted)), ("is_quote_post", true.into())];
            values.extend(known.into_iter().filter(|(name, _)| schema[kind].field(name).is_some()).map(own));
        }
        let items: Vec<String> = children
            .iter()
            .map(|child| {
                let sent = self.world.jobs.asked(child).unwrap_or_default().to_vec();
                let values = self.members_of(account, kind, &sent);
                self.world.create(kind, account, values)
            })
            .collect();
        let list = schema[kind].connection("children");
        if !items.is_empty() && list.is_none() {
            let data: Vec<Value> = items.iter().map(|item| reference(item)).collect();
            values.insert("children".to_owned(), json!({ "data": data }));
        }
        let made = self.world.create(kind, account, values);
        if let Some(list) = list {
            for item in items.iter().rev() {
                self.world.store.append(&made, list, Item::Node(item.clone()));
            }
        }
        let lists: &[&str] = match (&replied, text("media_type").as_deref()) {
            (Some(_), _) => &["replies"],
            (None, Some("STORIES")) => &["stories"],
            (None, _) => &["media", "threads"],
        };
        self.add_to(account, lists, kind, &made);
        if let Some(post) = &replied {
            let root = self.root(post);
            self.add_to(post, &["replies"], kind, &made);
            self.add_to(&root, &["conversation"], kind, &made);
            if schema[kind].field("has_replies").is_some() {
                self.world.store.change(post, Map::from_iter([("has_replies".to_owned(), true.into())]));
            }
        }
        made
    }

    /// Repeats a post as the caller.
    fn repost(&mut self, post: &str, kind: NodeId) -> Option<String> {
        let account = self.caller.who.clone()?;
        let sent = [("media_type".to_owned(), "REPOST".to_owned())];
        self.world.store.tick();
        let mut values = self.members_of(&account, kind, &sent);
        values.insert("reposted_post".to_owned(), json!({ "id": post }));
        let made = self.world.create(kind, &account, values);
        self.add_to(&account, &["threads"], kind, &made);
        Some(made)
    }

    /// The post at the top of a conversation.
    fn root(&mut self, post: &str) -> String {
        let values = self.world.store.object(post);
        let root = values.and_then(|values| values.get("root_post")?.get("id")?.as_str().map(str::to_owned));
        root.unwrap_or_else(|| post.to_owned())
    }

    /// Puts a node at the head of the lists of these names, as far as they exist.
    fn add_to(&mut self, id: &str, names: &[&str], kind: NodeId, new: &str) {
        let schema = self.schema.clone();
        let Some(owner) = self.world.store.node(id) else { return };
        let lists = names.iter().filter_map(|name| schema[owner].connection(name));
        for list in lists.filter(|list| list.item == Type::Node(kind)) {
            let is_in = |edge: &Edge| edge.id() == Some(new);
            if !self.world.store.edges(id, list).iter().any(is_in) {
                self.world.store.append(id, list, Item::Node(new.to_owned()));
            }
        }
    }

    /// The fields of a post: those of the names that were sent, its author, and its kind in the words that are read.
    fn members_of(&mut self, account: &str, kind: NodeId, sent: &[(String, String)]) -> Map<String, Value> {
        let schema = self.schema.clone();
        let node = &schema[kind];
        let mut values = Map::new();
        for (name, text) in sent {
            let name = match name.as_str() {
                "image_url" | "video_url" => "media_url",
                "link_attachment" => "link_attachment_url",
                name => name,
            };
            let Some(field) = node.field(name).filter(|field| !matches!(field.ty, Type::Connection(_)))
            else {
                continue;
            };
            let value = match (&field.ty, text.as_str()) {
                (Type::Scalar(_) | Type::Enum(_) | Type::Id(_), "true") => true.into(),
                (Type::Scalar(_) | Type::Enum(_) | Type::Id(_), "false") => false.into(),
                (Type::Scalar(_) | Type::Enum(_) | Type::Id(_), text) => text.into(),
                (_, text) => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
            };
            values.extend(self.converted(&field.ty, &value).map(|value| (name.to_owned(), value)));
        }
        let find = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
        let is_video = find("video_url").is_some() || find("upload_type").is_some();
        let file = if is_video { "VIDEO" } else { "IMAGE" };
        let (word, product) = match find("media_type") {
            Some("REELS") => ("VIDEO", "REELS"),
            Some("STORIES") => (file, "STORY"),
            Some(word) => (word, "FEED"),
            None => (file, "FEED"),
        };
        for (name, word) in [("media_type", word), ("media_product_type", product)] {
            let Some(Type::Enum(id)) = node.field(name).map(|field| &field.ty) else { continue };
            let words = || schema[*id].words.iter().map(|(word, _)| word.as_str());
            let read = words().find(|known| known.starts_with(word)).or_else(|| words().next());
            values.extend(read.map(|word| (name.to_owned(), word.into())));
        }
        let Some(is) = self.world.store.node(account) else { return values };
        for name in AUTHORS.iter().filter(|name| node.field(name).is_some()) {
            if matches!(node.field(name).map(|field| &field.ty), Some(Type::Ref(one) | Type::Node(one)) if *one == is)
            {
                values.insert((*name).to_owned(), self.world.store.generator.reference(is, account));
            }
        }
        if node.field("username").is_some()
            && let Some(name) =
                self.world.store.object(account).and_then(|about| about.get("username").cloned())
        {
            values.insert("username".to_owned(), name);
        }
        values
    }
}

fn own((name, value): (&str, Value)) -> (String, Value) {
    (name.to_owned(), value)
}

/// The parts of a list that is separated by commas.
fn listed(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
