//! Operations with their parameters, rules and errors, as rows.

use graph_schema::{
    Schema,
    model::{Connection, Node, Operation, Param, ParamId, ParamPlace, Retry, Returns, Rule, Segment},
};

use super::{
    demand::{Demands, TokensByTarget, tokens},
    row::{self, Code, Required, Row},
};

/// What operations hang on.
pub struct Place<'a> {
    schema: &'a Schema,
    /// The node that it belongs to.
    pub node: &'a str,
    /// What the operations' names begin with: `user.events`.
    name: String,
    /// What their paths begin with: `/{user}/events`.
    pub path: String,
}

impl<'a> Place<'a> {
    pub fn of_node(schema: &'a Schema, node: &'a Node) -> Self {
        let version = node.version.as_ref().or(schema.version.as_ref());
        let version = version.map(|version| format!("/{version}")).unwrap_or_default();
        // An id that is made of several values is shown as they make it.
        let composed = node.targets.iter().find(|target| !target.args.is_empty());
        let id =
            composed.and_then(|target| target.path.clone()).unwrap_or_else(|| format!("{{{}}}", node.module));
        Self { schema, node: &node.name, name: node.module.clone(), path: format!("{version}/{id}") }
    }

    pub fn of_connection(schema: &'a Schema, node: &'a Node, connection: &'a Connection) -> Self {
        let Self { name, path, .. } = Self::of_node(schema, node);
        Self {
            schema,
            node: &node.name,
            name: format!("{name}.{}", connection.name),
            path: format!("{path}/{}", connection.path.trim_matches('/')),
        }
    }

    /// The whole name of an operation of this place.
    pub fn name(&self, operation: &str) -> String {
        format!("{}.{operation}", self.name)
    }

    /// Adds the rows of operations.
    pub fn rows(&self, operations: &'a [Operation], rows: &mut Vec<Row<'a>>) {
        for operation in operations {
            let name = self.name(&operation.name);
            rows.push(Row::Operation(self.operation(operation)));
            rows.extend(
                operation
                    .params()
                    .map(|(id, param)| Row::Param(self.param(&name, param, Some((operation, id))))),
            );
            rows.extend(
                operation
                    .rules
                    .iter()
                    .map(|rule| Row::Rule { operation: name.clone(), rule: rule_row(operation, rule) }),
            );
            rows.extend(operation.errors.iter().map(|error| {
                Row::Error(row::Error {
                    code: Code::One(error.code),
                    subcode: None,
                    name: &error.name,
                    operation: Some(name.clone()),
                    retryable: false,
                    retry: Retry::Never.name(),
                })
            }));
        }
    }

    /// Adds the parameters of a connection's list: its own, and those of its paging.
    pub fn list_params(&self, name: &str, connection: &'a Connection, rows: &mut Vec<Row<'a>>) {
        let name = name.to_owned();
        rows.extend(connection.params.iter().map(|param| Row::Param(self.param(&name, param, None))));
        let implied = connection.paging.params().iter();
        let implied =
            implied.filter(|(known, _)| !connection.params.iter().any(|param| param.name == *known));
        rows.extend(implied.map(|(param, ty)| {
            Row::Param(row::Param {
                operation: name.clone(),
                name: param,
                ty: ty.name().to_owned(),
                place: ParamPlace::Call.name(),
                required: Required::Known(false),
                requires: Vec::new(),
                only_on: None,
                default: None,
                max_length: None,
                min_length: None,
                max: None,
                min: None,
            })
        }));
    }

    /// The whole path of an operation of this place.
    pub fn path_of(&self, operation: &Operation) -> String {
        let mut path = self.path.clone();
        for segment in &operation.path {
            path += "/";
            match segment {
                Segment::Literal(text) => path += text,
                Segment::Param(id) => path += &format!("{{{}}}", operation.param(*id).name),
            }
        }
        path
    }

    fn operation(&self, operation: &'a Operation) -> row::Operation<'a> {
        row::Operation {
            name: self.name(&operation.name),
            node: self.node,
            method: operation.method.name(),
            path: self.path_of(operation),
            tokens: tokens(&operation.token),
            token_by_target: TokensByTarget::new(&operation.token),
            permission: Demands::new(&operation.permission, self.schema),
            returns: self.returns(&operation.returns),
            errors: operation.errors.iter().map(|error| error.code).collect(),
            variant_of: operation.variant_of.as_deref().map(|base| self.name(base)),
            deprecated: operation.deprecated.as_deref(),
        }
    }

    fn returns(&self, returns: &'a Returns) -> row::Returns<'a> {
        match returns {
            Returns::Success => row::Returns::Word("success".into()),
            Returns::List => row::Returns::Word("list".into()),
            Returns::Membership(_) => row::Returns::Word("membership".into()),
            Returns::Value(ty) => row::Returns::Word(ty.name(self.schema)),
            Returns::Members(members) => row::Returns::Members(
                members.iter().map(|(name, ty)| (name.as_str(), ty.name(self.schema))).collect(),
            ),
        }
    }

    fn param(
        &self,
        operation: &str,
        param: &'a Param,
        of: Option<(&'a Operation, ParamId)>,
    ) -> row::Param<'a> {
        let conditional = of.is_some_and(|(operation, id)| {
            operation.rules.iter().any(|rule| match rule {
                Rule::AtLeastOne(members) | Rule::ExactlyOne(members) => members.contains(&id),
                Rule::NotTogether { .. } | Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => false,
            })
        });
        let with = of.and_then(|(operation, id)| {
            operation.only_with(id).map(|with| operation.param(with).name.as_str())
        });
        row::Param {
            operation: operation.to_owned(),
            name: &param.name,
            ty: param.ty.name(self.schema),
            place: param.place.name(),
            required: if conditional {
                Required::ByRule("conditional")
            } else {
                Required::Known(param.required)
            },
            requires: with.into_iter().collect(),
            only_on: of
                .and_then(|(operation, id)| operation.only_on(id))
                .map(graph_schema::model::Whose::name),
            default: param.default.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            max_length: param.max_length,
            min_length: param.min_length,
            max: param.max,
            min: param.min,
        }
    }
}

fn rule_row<'a>(operation: &'a Operation, rule: &Rule) -> row::Rule<'a> {
    let name = |id: &ParamId| operation.param(*id).name.as_str();
    match rule {
        Rule::AtLeastOne(members) => row::Rule::AtLeastOne(members.iter().map(name).collect()),
        Rule::ExactlyOne(members) => row::Rule::ExactlyOne(members.iter().map(name).collect()),
        Rule::NotTogether { sides, .. } => {
            row::Rule::NotTogether(sides.iter().map(|side| side.iter().map(name).collect()).collect())
        }
        Rule::OnlyWith { param, with } => row::Rule::OnlyWith { param: name(param), with: name(with) },
        Rule::OnlyOn { param, whose } => row::Rule::OnlyOn { param: name(param), target: whose.name() },
    }
}
