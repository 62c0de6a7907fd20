//! Addresses in the site: a page for each node, object and enum, an anchor for each member.

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::{
    Schema,
    model::{EnumId, Node, NodeId, Scalar, Type, UnionId},
};

use super::webhooks;
use crate::{
    Html,
    about::{Call, What, calls, code},
    html,
};

/// The schema, with addresses relative to the site's folder.
pub(super) struct Links<'a> {
    pub(super) schema: &'a Schema,
    /// The name of the API, if the site has several.
    pub(super) api: Option<&'a str>,
    /// The names and folders of all of them.
    pub(super) apis: Vec<(&'a str, String)>,
    /// The folder of this one.
    pub(super) folder: String,
    /// All calls, in schema order.
    pub(super) calls: Vec<Call<'a>>,
    nodes: BTreeMap<NodeId, String>,
    enums: BTreeMap<EnumId, String>,
    unions: BTreeMap<UnionId, String>,
    /// Pages by the names of nodes.
    pages: BTreeMap<&'a str, String>,
    /// Addresses of fields and calls by their full names.
    names: BTreeMap<String, String>,
}

impl<'a> Links<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let mut taken = BTreeSet::new();
        let nodes: BTreeMap<NodeId, String> = schema
            .nodes()
            .map(|(id, node)| {
                let folder = if node.is_object { "object" } else { "node" };
                (id, free(&mut taken, folder, &node.name))
            })
            .collect();
        let enums = schema.enums().map(|(id, item)| (id, free(&mut taken, "enum", &item.name))).collect();
        let unions = schema.unions().map(|(id, item)| (id, free(&mut taken, "union", &item.name))).collect();
        let pages: BTreeMap<&str, String> =
            nodes.iter().map(|(id, page)| (schema[*id].name.as_str(), page.clone())).collect();
        let mut links = Self {
            schema,
            api: None,
            apis: Vec::new(),
            folder: String::new(),
            calls: calls(schema),
            nodes,
            enums,
            unions,
            pages,
            names: BTreeMap::new(),
        };
        let mut names = BTreeMap::new();
        for node in &schema.nodes {
            for field in &node.fields {
                let place = format!("{}#{}", links.page_of(node), field_anchor(&field.name));
                names.insert(format!("{}.{}", node.name, field.name), place);
            }
        }
        for call in &links.calls {
            names.entry(call.name()).or_insert_with(|| links.call(call));
        }
        links.names = names;
        links
    }

    /// The same in a site of several APIs.
    pub(super) fn among(mut self, api: &'a str, folder: &str, apis: &[(&'a str, String)]) -> Self {
        self.api = Some(api);
        self.apis = apis.to_vec();
        self.folder = folder.to_owned();
        self
    }

    /// The page of a node or object.
    pub(super) fn node(&self, id: NodeId) -> &str {
        self.nodes.get(&id).map_or("index.html", String::as_str)
    }

    /// The page of an enum.
    pub(super) fn enumeration(&self, id: EnumId) -> &str {
        self.enums.get(&id).map_or("index.html", String::as_str)
    }

    /// The page of a union.
    pub(super) fn union(&self, id: UnionId) -> &str {
        self.unions.get(&id).map_or("index.html", String::as_str)
    }

    /// The address of a call.
    pub(super) fn call(&self, call: &Call<'_>) -> String {
        format!("{}#{}", self.page_of(call.node), call_anchor(call))
    }

    fn page_of(&self, node: &Node) -> &str {
        self.pages.get(node.name.as_str()).map_or("index.html", String::as_str)
    }

    /// The address of a field or call by its full name.
    pub(super) fn named(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// What an update of a node is about, and its address: a field, a connection, or an event. An update can be
    /// described nowhere else.
    pub(super) fn update(&self, node: &Node, name: &str) -> Option<(&'static str, String)> {
        let page = self.page_of(node);
        if node.field(name).is_some() {
            return Some(("field", format!("{page}#{}", field_anchor(name))));
        }
        if node.connection(name).is_some() {
            return Some(("connection", format!("{page}#{}", connection_anchor(name))));
        }
        let webhooks = self.schema.webhooks.iter();
        let of_node =
            webhooks.filter(|webhook| webhook.node.is_some_and(|id| self.schema[id].name == node.name));
        let mut events = of_node.flat_map(|webhook| webhook.events.iter().map(move |event| (webhook, event)));
        let (webhook, event) = events.find(|(_, event)| event.field == name)?;
        Some(("event", format!("{}#{}", webhooks::PATH, event_anchor(&webhook.object, Some(&event.field)))))
    }

    /// A type in the notation of the schema language, with links.
    pub(super) fn ty(&self, ty: &Type, root: &str) -> Html {
        let link = |page: &str, name: &str| link(root, page, name);
        let node = |id: NodeId| link(self.node(id), &self.schema[id].name);
        match ty {
            Type::Scalar(Scalar::Permission) => link("permissions.html", "Permission"),
            Type::Scalar(scalar) => Html::text(scalar.name()),
            Type::Id(id) => html!("Id&lt;{}&gt;", node(*id)),
            Type::Ref(id) => html!("Ref&lt;{}&gt;", node(*id)),
            Type::Connection(id) => html!("Connection&lt;{}&gt;", node(*id)),
            Type::Enum(id) => link(self.enumeration(*id), &self.schema[*id].name),
            Type::Node(id) => node(*id),
            Type::Union(id) => link(self.union(*id), &self.schema[*id].name),
            Type::List(item) => html!("[{}]", self.ty(item, root)),
            Type::Map(item) => html!("{{{}}}", self.ty(item, root)),
            Type::Keyed(key, item) => html!("{{{}: {}}}", self.ty(key, root), self.ty(item, root)),
            Type::Encoded(item) => html!("Json&lt;{}&gt;", self.ty(item, root)),
        }
    }

    /// Whether the names of all nodes fit beside every page.
    pub(super) fn is_small(&self) -> bool {
        self.schema.nodes.len() <= 120
    }
}

/// A link to a page of the site.
pub(super) fn link(root: &str, page: &str, text: &str) -> Html {
    html!("<a href=\"{}{}\">{}</a>", root, page, text)
}

/// The address of a permission.
pub(super) fn permission(name: &str) -> String {
    format!("permissions.html#{}", anchor(name))
}

/// The address of an error code.
pub(super) fn error(code: &str) -> String {
    format!("errors.html#{}", error_anchor(code))
}

pub(super) fn error_anchor(code: &str) -> String {
    format!("code{}", anchor(&format!("_{code}")))
}

pub(super) fn field_anchor(name: &str) -> String {
    format!("field-{}", anchor(name))
}

pub(super) fn variant_anchor(word: &str) -> String {
    format!("variant-{}", anchor(word))
}

/// The anchor of an object of webhooks, or of one of its events. Their names may have dots and slashes.
pub(super) fn event_anchor(object: &str, field: Option<&str>) -> String {
    let exact = |name: &str| name.split('/').map(anchor).collect::<Vec<_>>().join("~2f").replace('.', "~2e");
    let field = field.map(|field| format!(".{}", exact(field))).unwrap_or_default();
    format!("event-{}{field}", exact(object))
}

pub(super) fn connection_anchor(name: &str) -> String {
    format!("connection-{}", anchor(name))
}

/// The anchor of a call: by its connection and last name, since its full name may be different.
pub(super) fn call_anchor(call: &Call<'_>) -> String {
    let last = match call.what {
        What::Get => "get",
        What::List => "list",
        // Its name may be that of another list.
        What::Variant(variant) => return format!("case-{}", anchor(&variant.name)),
        What::Operation(operation) => &operation.name,
    };
    // A node may have an operation called `get`.
    let kind = if matches!(call.what, What::Get) { "read" } else { "op" };
    match call.connection {
        Some(connection) => format!("{kind}-{}.{}", anchor(&connection.name), anchor(last)),
        None => format!("{kind}-{}", anchor(last)),
    }
}

/// A common error code's anchor and shown code.
pub(super) fn code_of(error: &graph_schema::model::ErrorCode) -> String {
    code(error.code, error.subcode)
}

/// A name as an anchor: letters that would need escaping become their code points.
pub(super) fn anchor(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' | '.' => out.push(letter),
            '/' => out.push('-'),
            letter => out += &format!("~{:x}", u32::from(letter)),
        }
    }
    out
}

/// A folder for each API, under its name; none of them is that of the files of all pages.
pub(super) fn folders<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(&'a str, String)> {
    let mut taken = BTreeSet::from(["assets".to_owned(), "index.html".to_owned()]);
    let mut folder = |name: &str| {
        let plain = anchor(name).trim_matches('.').to_owned();
        let plain = if plain.is_empty() { "api".to_owned() } else { plain };
        let mut folder = plain.clone();
        let mut number = 2;
        while !taken.insert(folder.to_lowercase()) {
            folder = format!("{plain}-{number}");
            number += 1;
        }
        folder
    };
    names.map(|name| (name, folder(name))).collect()
}

/// A free page for a name. Names that differ only in case would be one file on some systems.
fn free(taken: &mut BTreeSet<String>, folder: &str, name: &str) -> String {
    let mut page = format!("{folder}/{}.html", anchor(name));
    let mut number = 2;
    while !taken.insert(page.to_lowercase()) {
        page = format!("{folder}/{}-{number}.html", anchor(name));
        number += 1;
    }
    page
}
