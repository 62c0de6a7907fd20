//! Makes the names of a schema with errors usable and unique, so that each error is reported once, by the check, and
//! not again by the compiler.

use super::{makers::ident, unions::OTHER};
use crate::list::List as _;
use crate::{
    model::{Connection, Node, Operation, Param, Returns, Rule, Schema, Union},
    reserved,
    table::{Set, Table},
};

pub(super) fn repair(schema: &mut Schema) {
    let mut used = Set::default();
    for name in reserved::ROOT_TYPES.iter().chain(reserved::ROOT_MODULES) {
        used.insert(name);
    }
    for node in &mut schema.nodes {
        rename(&mut node.name, &mut used);
        rename(&mut node.module, &mut used);
    }
    schema.enums.iter_mut().for_each(|item| rename(&mut item.name, &mut used));
    schema.unions.iter_mut().for_each(|union| rename(&mut union.name, &mut used));
    // In the words of an enum, the second of two is numbered.
    schema.nodes.iter_mut().for_each(node);
    schema.unions.iter_mut().for_each(union);
    functions(schema);
    permissions(schema);
}

/// Makes a name usable, and another one if it is in use: others refer to the item, so that it cannot be dropped.
fn rename(name: &mut String, used: &mut Set) {
    let clean = reserved::member(name).into_owned();
    let mut free = clean.clone();
    let mut number = 2;
    while !used.insert(&free) {
        free = format!("{clean}{number}");
        number += 1;
    }
    *name = free;
}

/// Keeps the first of each name.
fn first_of<T>(items: &mut Vec<T>, used: &mut Set, name: impl Fn(&T) -> String) {
    items.retain(|item| used.insert(&name(item)));
}

fn node(node: &mut Node) {
    for field in &mut node.fields {
        field.rust = reserved::member(&field.rust).into_owned();
    }
    first_of(&mut node.fields, &mut Set::default(), |field| field.rust.clone());
    adders(node);
    first_of(&mut node.targets, &mut Set::default(), |target| reserved::member(&target.name).into_owned());
    for (arg, _) in node.targets.iter_mut().flat_map(|target| &mut target.args) {
        *arg = reserved::member(arg).into_owned();
    }
    node.targets
        .iter_mut()
        .for_each(|target| first_of(&mut target.args, &mut Set::default(), |(name, _)| name.clone()));
    let mut types = Set::default();
    for name in reserved::NODE_TYPES {
        types.insert(name);
    }
    first_of(&mut node.names, &mut types, |(name, _)| reserved::member(name).into_owned());
    // All of these become methods of the node.
    let mut methods = Set::default();
    first_of(&mut node.connections, &mut methods, |connection| {
        reserved::member(&connection.name).into_owned()
    });
    first_of(&mut node.operations, &mut methods, |operation| reserved::member(&operation.name).into_owned());
    first_of(&mut node.params, &mut methods, |param| reserved::member(&param.rust).into_owned());
    node.operations.iter_mut().for_each(operation);
    node.connections.iter_mut().for_each(connection);
}

/// The setters of an object that is sent, and those that add to a list.
fn adders(node: &mut Node) {
    let mut methods = Set::default();
    for field in node.fields.iter().filter(|field| !field.required) {
        methods.insert(&field.rust);
    }
    for field in &mut node.fields {
        if let Some(add) = &field.add {
            let add = reserved::member(add).into_owned();
            field.add = methods.insert(&add).then_some(add);
        }
    }
}

fn union(union: &mut Union) {
    let mut used = Set::default();
    used.insert(OTHER);
    for variant in &mut union.variants {
        variant.rust = reserved::camel(&variant.rust);
        rename(&mut variant.rust, &mut used);
    }
}

/// The functions that make values, beside the targets of the node that has the module.
fn functions(schema: &mut Schema) {
    let mut modules: Table<Set> = Table::default();
    for node in &schema.nodes {
        let names = modules.of(&node.module);
        for target in &node.targets {
            names.insert(&reserved::member(&target.name));
        }
    }
    let objects = schema.nodes.iter_mut().filter_map(|node| node.function.as_mut());
    let variants = schema.unions.iter_mut().flat_map(|union| &mut union.variants);
    for function in objects.chain(variants.map(|variant| &mut variant.function)) {
        function.module = ident(&function.module);
        if reserved::ROOT_MODULES.contains(&function.module.as_str()) {
            function.module.push('_');
        }
        function.name = ident(&function.name);
        rename(&mut function.name, modules.of(&function.module));
    }
}

fn connection(connection: &mut Connection) {
    let mut methods = Set::default();
    first_of(&mut connection.params, &mut methods, |param| reserved::member(&param.rust).into_owned());
    let mut types = Set::default();
    types.extend(&reserved::CONNECTION_OPERATIONS.iter().map(|name| reserved::camel(name)).list());
    connection.operations.retain(|operation| {
        // Special cases of another operation are not written.
        operation.variant_of.is_some()
            || methods.insert(&reserved::member(&operation.name))
                && reserved::of_operation(operation).into_iter().all(|name| types.insert(&name))
    });
    connection.operations.iter_mut().for_each(self::operation);
}

fn operation(operation: &mut Operation) {
    params(&mut operation.params);
    for rule in &mut operation.rules {
        if let Rule::NotTogether { name, .. } = rule {
            let mut used = Set::default();
            for param in &operation.params {
                used.insert(&param.rust);
            }
            rename(name, &mut used);
        }
    }
    let mut codes = Set::default();
    operation.errors.retain(|error| codes.insert(&error.code.to_string()));
    if let Returns::Members(members) = &mut operation.returns {
        first_of(members, &mut Set::default(), |(name, _)| reserved::member(name).into_owned());
    }
}

/// Rules refer to parameters by their place, so that none can be dropped.
fn params(params: &mut [Param]) {
    let mut used = Set::default();
    params.iter_mut().for_each(|param| rename(&mut param.rust, &mut used));
}

fn permissions(schema: &mut Schema) {
    let mut types = Set::default();
    for name in reserved::PERMISSION_ITEMS {
        types.insert(&reserved::camel(name));
    }
    for permission in &mut schema.permissions {
        // It could be the name of "any of these permissions".
        permission.name = reserved::member(&permission.name).replace("_or_", "_otherwise_");
        let clean = permission.name.clone();
        let mut number = 2;
        while !types.insert(&reserved::camel(&permission.name)) {
            permission.name = format!("{clean}{number}");
            number += 1;
        }
    }
}
