//! How a field takes its arguments: what it requires is an argument, and everything else a setter.

use graph_schema::{
    list::List as _,
    model::{
        BodyFormat, Field, Grants, Method, Node, Operation, Param, PerTarget, Requirement, Returns,
        TokenKinds,
    },
    reserved::{Names, camel},
};

use super::call::{self, CallPlan, Input, Setter};
use crate::{
    code::{Name, name},
    names,
};

/// A field with parameters, in the module `args` of its node.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// The parameters as those of an operation.
    operation: Operation,
    /// The function that makes the arguments: `business_discovery`.
    pub function: Name,
    /// Their type: `BusinessDiscovery`.
    pub ty: Name,
    taken: Names,
}

/// The fields of a node that take arguments, each with its place among the fields.
#[must_use]
pub fn with_arguments(node: &Node) -> Vec<(usize, FieldPlan)> {
    let mut taken = Names::default();
    let fields = node.fields.iter().enumerate().filter(|(_, field)| !field.params.is_empty());
    let named: Vec<(usize, &Field, String)> = fields
        .map(|(at, field)| {
            let items = |name: &str| vec![name.to_owned(), camel(name)];
            (at, field, taken.free("the", field.rust.trim_start_matches('_'), &items))
        })
        .list();
    let mut plans = Vec::new();
    for (at, field, name) in named {
        let plan = FieldPlan {
            operation: operation(field, &name),
            function: names::member(&name),
            ty: names::camel(&name),
            taken: taken.clone(),
        };
        // A struct of arguments is an item of the same module.
        let items = plan.call().arguments_struct.map(|name| name.to_string());
        if let Some(name) = items {
            taken.free("the", &name, &|name| vec![name.to_owned()]);
        }
        plans.push((at, plan));
    }
    plans
}

/// Whether a field of the schema takes arguments, or a list that can be selected requires some.
#[must_use]
pub fn any_arguments(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| {
        let of_field = node.fields.iter().any(|field| !field.params.is_empty());
        of_field || node.connections.iter().any(|connection| super::required(connection).next().is_some())
    })
}

impl FieldPlan {
    /// The shape of the function that makes the arguments.
    #[must_use]
    pub fn call(&self) -> CallPlan<'_> {
        let (method, module) = (self.function.clone(), name!("args"));
        let mut plan = call::call(&self.operation, method, module, &mut self.taken.clone());
        let optional = self.operation.params().filter(|(_, param)| !param.required);
        plan.setters = optional
            .map(|(id, param)| Setter {
                name: names::beside_arguments(&param.rust),
                input: Input::Param(id),
                only_on: None,
                target: None,
            })
            .list();
        plan
    }
}

fn operation(field: &Field, name: &str) -> Operation {
    let params = field.params.iter().map(Param::clone);
    Operation {
        body: BodyFormat::Form,
        constants: Vec::new(),
        name: name.to_owned(),
        doc: field.doc.clone(),
        note: field.note.clone(),
        method: Method::Get,
        path: Vec::new(),
        params: params.list(),
        rules: Vec::new(),
        permission: PerTarget::everybody(Requirement::None),
        token: PerTarget::everybody(TokenKinds::ANY),
        returns: Returns::Success,
        redirects: false,
        in_data: false,
        host: None,
        grants: Grants::default(),
        version: None,
        errors: Vec::new(),
        variant_of: None,
        deprecated: field.deprecated.clone(),
        span: field.span,
    }
}
