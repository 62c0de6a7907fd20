//! Operations with their parameters, rules and errors, as rows.

use graph_schema::{
    Schema,
    model::{BodyFormat, Connection, Operation, Param, ParamId, ParamPlace, Retry, Returns, Rule},
};

use graph_reference::{Demands, Place, TokensByTarget, tokens};

use super::{
    row::{self, Code, Required, Row},
    value,
};

/// Makes the rows for the operations of a node or connection.
pub struct Rows<'a> {
    pub schema: &'a Schema,
    pub place: Place<'a>,
}

impl<'a> Rows<'a> {
    /// Adds the operations with their parameters, rules and errors.
    pub fn rows(&self, operations: &'a [Operation], rows: &mut Vec<Row<'a>>) {
        for operation in operations {
            let name = self.place.name(&operation.name);
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
                    meaning: &error.meaning,
                    remedy: &error.remedy,
                    operation: Some(name.clone()),
                    retryable: false,
                    retry: Retry::Never.name(),
                })
            }));
        }
    }

    /// Adds the parameters for listing a connection: its own, and those of its paging style.
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
                max_bytes: None,
                min_items: None,
                max_items: None,
                pattern: None,
                constant: None,
                flat: false,
                brings: Default::default(),
            })
        }));
    }

    fn operation(&self, operation: &'a Operation) -> row::Operation<'a> {
        row::Operation {
            name: self.place.name(&operation.name),
            node: self.place.node,
            method: operation.method.name(),
            path: self.place.path_of(operation),
            tokens: tokens(&operation.token),
            token_by_target: TokensByTarget::new(&operation.token),
            permission: Demands::new(&operation.permission, self.schema),
            returns: self.returns(&operation.returns),
            body: (operation.body == BodyFormat::Json).then_some("json"),
            constants: value::pairs(&operation.constants),
            errors: operation.errors.iter().map(|error| error.code).collect(),
            variant_of: operation.variant_of.as_deref().map(|base| self.place.name(base)),
            deprecated: operation.deprecated.as_deref(),
        }
    }

    fn returns(&self, returns: &'a Returns) -> row::Returns<'a> {
        match returns {
            Returns::Success => row::Returns::Word("success".into()),
            Returns::Written => row::Returns::Word("written".into()),
            Returns::List => row::Returns::Word("list".into()),
            Returns::Membership(_) => row::Returns::Word("membership".into()),
            Returns::Value(ty) => row::Returns::Word(ty.name(self.schema)),
            Returns::Members(members) => row::Returns::Members(
                members.iter().map(|(name, ty)| (name.as_str(), ty.name(self.schema))).collect(),
            ),
        }
    }

    pub fn param(
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
            max_length: param.limits.max_length,
            min_length: param.limits.min_length,
            max: param.limits.max,
            min: param.limits.min,
            max_bytes: param.limits.max_bytes,
            min_items: param.limits.min_items,
            max_items: param.limits.max_items,
            pattern: param.limits.pattern.map(|pattern| pattern.name()),
            constant: param.constant.as_deref().and_then(value::json),
            flat: param.flat,
            brings: value::pairs(&param.brings),
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
        Rule::OnlyWith { param, with, values } => row::Rule::OnlyWith {
            param: name(param),
            with: name(with),
            values: values.iter().filter_map(|json| value::json(json)).collect(),
        },
        Rule::OnlyOn { param, whose } => row::Rule::OnlyOn { param: name(param), target: whose.name() },
    }
}
