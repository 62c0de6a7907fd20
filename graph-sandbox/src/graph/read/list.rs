//! Lists: the items of a connection that a caller sees, their order and page.

use graph_schema::model::{Connection, NodeId, Paging, PermissionRule, Type};
use serde_json::{Map, Value, json};

use super::{
    page::{self, Place},
    selection::{self, Selected, Selection},
    special,
};
use crate::{
    graph::{Visit, access, params::missing},
    protocol::Refusal,
    world::{
        moment,
        seed::Subject,
        store::{Edge, Item},
    },
};

/// The fields that hold an item's time, in order of preference.
const TIMES: &[&str] = &["created_time", "publish_time", "start_time", "updated_time", "time"];

/// Whether the value of the parameter `summary` asks for one: `true`, or the names of what it should have.
pub(super) fn asks_for_summary(value: &str) -> bool {
    !matches!(value, "" | "0" | "false" | "[]")
}

impl Visit<'_> {
    /// A page of a connection; `params` are those of the call.
    pub(crate) fn list(
        &mut self,
        id: &str,
        connection: &Connection,
        params: &[(String, String)],
    ) -> Result<Value, Refusal> {
        self.may_list(id, connection, &connection.permission)?;
        let fields = params.iter().rev().find(|(name, _)| name == "fields");
        let selection = match fields {
            Some((_, text)) => selection::read(text)?,
            None => None,
        };
        // The rows of a report have its columns, whether they are asked for again or not.
        let is_computed = self
            .world
            .store
            .node(id)
            .is_some_and(|node| self.world.store.generator.computes(node, connection));
        self.shows_all = is_computed;
        let page = self.page(id, connection, params, selection.as_ref());
        self.shows_all = false;
        page
    }

    /// The matching items of a connection, as a list without paging.
    pub(crate) fn matching(
        &mut self,
        id: &str,
        connection: &Connection,
        selection: Option<&Selection>,
        matches: &dyn Fn(&str) -> bool,
    ) -> Result<Value, Refusal> {
        let edges = self.visible(id, connection);
        let mut data = Vec::new();
        for edge in edges.iter().filter(|edge| edge.id().is_some_and(matches)) {
            data.extend(self.item(id, connection, edge, selection)?);
        }
        Ok(json!({ "data": data }))
    }

    /// Checks that the caller may list a connection.
    pub(crate) fn may_list(
        &self,
        id: &str,
        connection: &Connection,
        rule: &PermissionRule,
    ) -> Result<(), Refusal> {
        let whose = self.whose(id);
        access::kind(connection.token.of(whose), &self.caller)?;
        let granted = self.world.granted(&self.caller, id);
        access::list(&self.schema, connection, rule, whose, &granted, id)
    }

    /// A connection inside a node; `None` if it is empty or not visible.
    pub(super) fn nested(
        &mut self,
        id: &str,
        connection: &Connection,
        selected: &Selected,
    ) -> Result<Option<Value>, Refusal> {
        let mut params: Vec<_> =
            selected.modifiers.iter().filter(|(word, _)| word != "as").cloned().collect();
        if let Some(inside) = &selected.inside {
            params.push(("fields".to_owned(), inside.text.clone()));
        }
        if self.may_list(id, connection, &connection.permission).is_err() {
            return Ok(None);
        }
        let lacking = connection.params.iter().find(|param| {
            param.required && connection.has_list && !params.iter().any(|(name, _)| *name == param.name)
        });
        if let Some(param) = lacking {
            return Err(missing(param));
        }
        let page = self.page(id, connection, &params, selected.inside.as_ref())?;
        let is_empty = page.get("data").and_then(Value::as_array).is_none_or(Vec::is_empty);
        Ok(if is_empty && page.get("summary").is_none() { None } else { Some(page) })
    }

    fn page(
        &mut self,
        id: &str,
        connection: &Connection,
        params: &[(String, String)],
        selection: Option<&Selection>,
    ) -> Result<Value, Refusal> {
        self.publish_due(id);
        let found = match self.computed(id, connection, params) {
            Some(rows) => rows,
            None => {
                let visible = self.visible(id, connection);
                self.filtered(connection, params, visible)
            }
        };
        let mut edges: Vec<(Place, Edge)> =
            found.into_iter().map(|edge| (Place { key: edge.key, time: self.time(&edge) }, edge)).collect();
        let param = |name: &str| {
            params.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
        };
        if connection.paging == Paging::Time {
            edges.sort_by_key(|(place, _)| std::cmp::Reverse((place.time, place.key)));
        }
        if connection.paging != Paging::Time && param("order") == Some("chronological") {
            edges.reverse();
        }
        let places: Vec<Place> = edges.iter().map(|(place, _)| *place).collect();
        // Permissions are not paged.
        let style = if special::is_permissions(self, id, connection) {
            Paging::None
        } else if connection.paging == Paging::Unknown && self.few_default_fields {
            // Newer versions page by cursor unless the schema says otherwise.
            Paging::Cursor
        } else {
            connection.paging
        };
        let page = page::cut(&places, style, params)?;
        let mut data = Vec::new();
        for (_, edge) in edges.get(page.from..page.to).unwrap_or_default() {
            data.extend(self.item(id, connection, edge, selection)?);
        }
        if connection.paging == Paging::Time && param("order") == Some("chronological") {
            data.reverse();
        }
        let mut out = Map::new();
        out.insert("data".to_owned(), data.into());
        let paging = page.paging(|params| self.address(id, &connection.path, params));
        if let Some(paging) = paging.or_else(|| special::empty_paging(connection)) {
            out.insert("paging".to_owned(), paging);
        }
        if param("summary").is_some_and(asks_for_summary) {
            out.insert("summary".to_owned(), self.summary(id, connection, places.len()));
        }
        Ok(Value::Object(out))
    }

    /// The `summary` of a list: its length and the fields of the schema's summary object.
    fn summary(&self, id: &str, connection: &Connection, total: usize) -> Value {
        let Some(object) = connection.summary else { return json!({ "total_count": total }) };
        let path = format!("{id}/{}/summary", connection.name);
        let moment = self.world.store.now();
        let subject =
            Subject { id: &path, node: object, owner: Some(id), moment, complete: true, from_call: false };
        let mut summary = self.world.store.generator.object(object, &subject, None, 0);
        if self.schema[object].field("total_count").is_some() {
            summary.insert("total_count".to_owned(), total.into());
        }
        Value::Object(summary)
    }

    /// The items that the caller sees.
    fn visible(&mut self, id: &str, connection: &Connection) -> Vec<Edge> {
        if let Some(edges) = special::items(self, id, connection) {
            return edges;
        }
        let granted = self.world.granted(&self.caller, id);
        let wide = access::is_wide(&self.schema, &connection.permission, self.whose(id), &granted);
        let edges: Vec<Edge> =
            self.world.store.edges(id, connection).iter().filter(|edge| wide || edge.open).cloned().collect();
        // A generated list may contain nodes that were deleted before it was generated.
        let exists = |edge: &Edge| match &edge.item {
            Item::Node(id) => self.world.store.node(id).is_some(),
            Item::Value(_) => true,
        };
        edges.into_iter().filter(exists).collect()
    }

    fn time(&mut self, edge: &Edge) -> i64 {
        let stated = |values: &Map<String, Value>| {
            TIMES.iter().find_map(|name| moment::parse(values.get(*name)?.as_str()?))
        };
        let time = match &edge.item {
            Item::Node(id) => self.world.store.object(id).and_then(|values| stated(values)),
            Item::Value(Value::Object(values)) => stated(values),
            Item::Value(_) => None,
        };
        time.unwrap_or(edge.moment)
    }

    fn item(
        &mut self,
        id: &str,
        connection: &Connection,
        edge: &Edge,
        selection: Option<&Selection>,
    ) -> Result<Option<Value>, Refusal> {
        match &edge.item {
            Item::Node(target) => {
                let brief = self
                    .world
                    .store
                    .node(target)
                    .is_some_and(|node: NodeId| self.world.store.generator.is_person(node));
                let usual = match (&connection.name[..], selection) {
                    ("accounts", None) => self.account(target)?,
                    _ => None,
                };
                self.node(target, selection.or(usual.as_ref()), brief).map(Some)
            }
            Item::Value(value) => {
                if let (Some(_), Type::Scalar(_) | Type::Id(_) | Type::Enum(_)) =
                    (selection, &connection.item)
                {
                    return Err(Refusal::parameter(format!(
                        "Subfields are not supported by {}",
                        connection.name
                    )));
                }
                self.value(id, &connection.item, value, selection)
            }
        }
    }
}

impl Visit<'_> {
    /// The default fields of a Page in its administrator's list of accounts.
    fn account(&self, page: &str) -> Result<Option<Selection>, Refusal> {
        let Some(kind) = self.world.store.node(page) else { return Ok(None) };
        let fields = ["access_token", "category", "name", "id", "tasks"];
        let known = fields.into_iter().filter(|name| self.schema[kind].field(name).is_some());
        selection::read(&known.collect::<Vec<_>>().join(","))
    }
}
