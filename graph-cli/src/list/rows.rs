//! Turns a schema into rows.

use graph_schema::{
    Schema,
    model::{
        Connection, ErrorCode, Event, Field, Method, Node, PerTarget, Requirement, Retry, TokenKinds, Webhook,
    },
};

use graph_reference::{Demands, Place, TokensByTarget, tokens};

use super::{
    operation::Rows,
    row::{self, Code, Returns, Row},
    value,
};

/// All rows of a schema: names, then the members of each node, then permissions and common errors.
pub fn of(schema: &Schema) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = schema
        .nodes
        .iter()
        .map(|node| match node.is_object {
            true => Row::Object { name: &node.name },
            false => Row::Node { name: &node.name },
        })
        .collect();
    rows.extend(schema.enums.iter().map(|item| Row::Enum { name: &item.name }));
    for union in &schema.unions {
        value::union(schema, union, &mut rows);
    }
    for node in &schema.nodes {
        members(schema, node, &mut rows);
    }
    rows.extend(schema.permissions.iter().map(|permission| Row::Permission { name: &permission.name }));
    rows.extend(schema.errors.iter().map(|error| Row::Error(common_error(error))));
    for webhook in &schema.webhooks {
        rows.extend(webhook.events.iter().map(|event| Row::Event(event_row(schema, webhook, event))));
    }
    rows
}

fn event_row<'a>(schema: &'a Schema, webhook: &'a Webhook, event: &'a Event) -> row::Event<'a> {
    row::Event {
        object: &webhook.object,
        name: &event.field,
        ty: event.ty.name(schema),
        variant: &event.rust,
        permission: Demands::new(&PerTarget::everybody(event.permission.clone()), schema),
        deprecated: event.deprecated.as_deref(),
    }
}

fn members<'a>(schema: &'a Schema, node: &'a Node, rows: &mut Vec<Row<'a>>) {
    rows.extend(node.fields.iter().map(|field| Row::Field(field_row(schema, node, field))));
    let arguments = Rows { schema, place: Place::of_node(schema, node) };
    for field in &node.fields {
        let name = format!("{}.{}", node.name, field.name);
        rows.extend(field.params.iter().map(|param| Row::Param(arguments.param(&name, param, None))));
    }
    rows.extend(
        node.connections.iter().map(|connection| Row::Connection(connection_row(schema, node, connection))),
    );
    if !node.is_object {
        let operations = Rows { schema, place: Place::of_node(schema, node) };
        if !node.operations.iter().any(|operation| operation.name == "get") {
            rows.push(Row::Operation(get(schema, node, &operations.place)));
        }
        operations.rows(&node.operations, rows);
    }
    for connection in &node.connections {
        let operations = Rows { schema, place: Place::of_connection(schema, node, connection) };
        if !connection.operations.iter().any(|operation| operation.name == "list") {
            let whole = list(schema, connection, &operations.place);
            let name = whole.name.clone();
            rows.push(Row::Operation(whole));
            operations.list_params(&name, connection, rows);
            for variant in &connection.lists {
                let mut row = list(schema, connection, &operations.place);
                row.name.clone_from(&variant.name);
                row.variant_of = Some(name.clone());
                rows.push(Row::Operation(row));
                operations.list_params(&variant.name, connection, rows);
            }
        }
        operations.rows(&connection.operations, rows);
    }
    rows.extend(node.updates.iter().map(|name| Row::Update { node: &node.name, name }));
}

fn field_row<'a>(schema: &'a Schema, node: &'a Node, field: &'a Field) -> row::Field<'a> {
    row::Field {
        node: &node.name,
        name: &field.name,
        ty: field.ty.name(schema),
        permission: Demands::new(&field.permission, schema),
        token: tokens(&field.token),
        token_by_target: TokensByTarget::new(&field.token),
        presence: field.presence.name(),
        on_request: field.on_request,
        unasked: field.unasked,
        sent: value::sent(node, field),
        deprecated: field.deprecated.as_deref(),
    }
}

fn connection_row<'a>(schema: &'a Schema, node: &'a Node, connection: &'a Connection) -> row::Connection<'a> {
    row::Connection {
        node: &node.name,
        name: &connection.path,
        item: connection.item.name(schema),
        paging: connection.paging.name(),
        permission: Demands::new(&connection.permission, schema),
        token: tokens(&connection.token),
        token_by_target: TokensByTarget::new(&connection.token),
        items_are: connection.items_are.items_name(),
        list: Place::of_connection(schema, node, connection).name("list"),
        deprecated: connection.deprecated.as_deref(),
    }
}

/// The operation that reads a node. Permissions and tokens depend on the selected fields, so it accepts
/// every token that a field accepts.
fn get<'a>(schema: &'a Schema, node: &'a Node, place: &Place<'a>) -> row::Operation<'a> {
    let any_field =
        node.fields.iter().map(|field| field.token.own.or(field.token.friend).or(field.token.other));
    let accepted = any_field.reduce(TokenKinds::or).unwrap_or(TokenKinds::ANY);
    row::Operation {
        name: node.get.clone(),
        node: &node.name,
        method: Method::Get.name(),
        path: place.path.clone(),
        tokens: accepted.names(),
        token_by_target: None,
        permission: Demands::new(&PerTarget::everybody(Requirement::None), schema),
        returns: Returns::Word(node.name.clone()),
        body: None,
        constants: Default::default(),
        errors: Vec::new(),
        variant_of: None,
        deprecated: None,
    }
}

fn list<'a>(schema: &'a Schema, connection: &'a Connection, place: &Place<'a>) -> row::Operation<'a> {
    row::Operation {
        name: place.name("list"),
        node: place.node,
        method: Method::Get.name(),
        path: place.path.clone(),
        tokens: tokens(&connection.token),
        token_by_target: TokensByTarget::new(&connection.token),
        permission: Demands::new(&connection.permission, schema),
        returns: Returns::Word(format!("[{}]", connection.item.name(schema))),
        body: None,
        constants: Default::default(),
        errors: Vec::new(),
        variant_of: None,
        deprecated: connection.deprecated.as_deref(),
    }
}

fn common_error(error: &ErrorCode) -> row::Error<'_> {
    let range = error.code;
    row::Error {
        code: match range.first == range.last {
            true => Code::One(range.first),
            false => Code::Range(format!("{}-{}", range.first, range.last)),
        },
        subcode: error.subcode,
        name: &error.name,
        meaning: &error.meaning,
        remedy: &error.remedy,
        operation: None,
        retryable: error.retry != Retry::Never,
        retry: error.retry.name(),
    }
}
