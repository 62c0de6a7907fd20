//! Resolves operations, parameters and rules.

use super::Resolver;
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    json::Json,
    model::{
        BodyFormat, Encoding, Method, Operation, Param, ParamId, ParamPlace, PerTarget, PermissionRule,
        Returns, Rule, Scalar, Segment, TokenKinds, Type, Whose,
    },
    raw::{self, Name},
};

/// Values of "returns" that are not types.
const KEYWORDS: [&str; 4] = ["success", "written", "list", "membership"];

impl Resolver<'_> {
    /// Resolves the operations of a node.
    pub(super) fn operations(
        &mut self,
        raw: &[raw::Operation],
        permission: &PermissionRule,
        token: &PerTarget<TokenKinds>,
    ) -> Vec<Operation> {
        self.connection_operations(raw, None, permission, token)
    }

    /// Resolves the operations of a connection. All of them inherit its token rule; only GET inherits its permission.
    pub(super) fn connection_operations(
        &mut self,
        raw: &[raw::Operation],
        item: Option<&Type>,
        permission: &PermissionRule,
        token: &PerTarget<TokenKinds>,
    ) -> Vec<Operation> {
        let raws = raw;
        let bases: Vec<&raw::Operation> =
            raw.iter().filter(|operation| operation.variant_of.is_none()).list();
        let mut operations = Vec::new();
        for raw in &bases {
            operations.extend(self.operation(raw, item, permission, token));
        }
        for (raw, base_name) in raw.iter().filter_map(|raw| Some((raw, raw.variant_of.as_ref()?))) {
            let base = bases.iter().position(|base| base.name.value == base_name.value);
            match base.and_then(|_| operations.iter().find(|base| base.name == base_name.value)).cloned() {
                Some(base) => operations.push(self.variant(raw, base)),
                None if base.is_some() => {} // already reported for the base
                None if raws.iter().any(|other| other.name.value == base_name.value) => self.diags.push(
                    Diagnostic::error(
                        code::UNKNOWN_VARIANT_BASE,
                        format!("`{}` is a variant of another variant", raw.name.value),
                    )
                    .at(base_name.span, "this operation itself has \"variant_of\"")
                    .help("use the operation that both are special cases of"),
                ),
                None => self.diags.push(
                    Diagnostic::error(
                        code::UNKNOWN_VARIANT_BASE,
                        format!("`{}` is a variant of an unknown operation", raw.name.value),
                    )
                    .at(base_name.span, "not an operation of the same node or connection")
                    .suggest(suggest(&base_name.value, bases.iter().map(|base| base.name.value.as_str()))),
                ),
            }
        }
        operations
    }

    fn operation(
        &mut self,
        raw: &raw::Operation,
        item: Option<&Type>,
        permission: &PermissionRule,
        token: &PerTarget<TokenKinds>,
    ) -> Option<Operation> {
        if let Some(name) = raw.requires.first() {
            self.diags.push(
                Diagnostic::error(
                    code::BAD_RULE,
                    format!("\"requires\" on `{}`, which is not a variant", raw.name.value),
                )
                .at(name.span, "set `\"required\": true` on the parameter instead"),
            );
        }
        let method = self.word("\"method\"", raw.method.as_ref(), Method::WORDS, Method::Post);
        let mut params = self.params(&raw.params);
        let body = self.word("\"body\"", raw.body.as_ref(), BodyFormat::WORDS, BodyFormat::Form);
        if body == BodyFormat::Json {
            let in_body = params.iter_mut().filter(|param| param.place == ParamPlace::Call);
            in_body.for_each(|param| param.place = ParamPlace::Json);
        }
        let inherited = match method {
            Method::Get => permission.clone(),
            Method::Post | Method::Delete => PerTarget::everybody(crate::model::Requirement::None),
        };
        Some(Operation {
            name: raw.name.value.clone(),
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            method,
            path: self.path(raw.path.as_ref(), &params),
            rules: self.rules(raw, &raw.params),
            permission: self.permission_rule(raw.permission.as_ref(), inherited),
            token: self.token_rule(raw.token.as_ref(), token.clone()),
            grants: self.grants(&raw.grants),
            returns: self.returns(raw, item)?,
            redirects: raw.redirects,
            in_data: raw.in_data.is_some(),
            body,
            constants: constants(&raw.constants),
            host: raw.host.as_ref().map(super::base),
            version: raw.version.as_ref().map(super::version),
            errors: raw.errors.iter().filter_map(|error| self.operation_error(error)).list(),
            variant_of: None,
            deprecated: raw.deprecated.clone(),
            span: raw.name.span,
            params,
        })
    }

    /// Resolves a variant: its base with more required parameters.
    fn variant(&mut self, raw: &raw::Operation, base: Operation) -> Operation {
        let defines_call = raw.method.is_some()
            || raw.path.is_some()
            || raw.permission.is_some()
            || raw.token.is_some()
            || raw.returns.is_some()
            || raw.body.is_some()
            || !raw.constants.is_empty()
            || !(raw.params.is_empty() && raw.rules.is_empty() && raw.errors.is_empty());
        if defines_call {
            self.diags.push(
                Diagnostic::error(code::BAD_RULE, format!("the variant `{}` defines its own call", raw.name.value))
                    .at(raw.name.span, "a variant inherits the call of its base")
                    .help("keep only \"variant_of\", \"requires\", \"doc\", \"note\" and \"deprecated\", or remove \"variant_of\""),
            );
        }
        let mut variant = Operation {
            name: raw.name.value.clone(),
            doc: if raw.doc.is_empty() { base.doc.clone() } else { raw.doc.clone() },
            note: raw.note.clone(),
            deprecated: raw.deprecated.clone(),
            variant_of: Some(base.name.clone()),
            span: raw.name.span,
            ..base
        };
        for name in &raw.requires {
            match variant.params.iter_mut().find(|param| param.name == name.value) {
                Some(param) => param.required = true,
                None => self.unknown_param(name, variant.params.iter().map(|param| param.name.as_str())),
            }
        }
        // Drop rules that the required parameters always satisfy.
        variant.rules.retain(|rule| match rule {
            Rule::AtLeastOne(list) => !list.iter().any(|id| variant.params[id.0].required),
            Rule::ExactlyOne(_) | Rule::NotTogether { .. } | Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => {
                true
            }
        });
        variant
    }

    pub(super) fn params(&mut self, raw: &[raw::Param]) -> Vec<Param> {
        // Keep parameters of unknown types, because rules may refer to them.
        raw.iter().map(|raw| self.param(raw)).list()
    }

    fn param(&mut self, raw: &raw::Param) -> Param {
        let ty = self.ty(&raw.ty).unwrap_or(Type::Scalar(Scalar::Json));
        let default_encoding = match &ty {
            Type::Node(_)
            | Type::Union(_)
            | Type::Map(_)
            | Type::Keyed(..)
            | Type::List(_)
            | Type::Scalar(Scalar::Json)
            | Type::Ref(_) => Encoding::Json,
            Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::Connection(_) | Type::Encoded(_) => {
                Encoding::Text
            }
        };
        Param {
            name: raw.name.value.clone(),
            rust: raw.rust.as_ref().unwrap_or(&raw.name).value.clone(),
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            required: raw.required,
            place: self.word("\"in\"", raw.place.as_ref(), ParamPlace::WORDS, ParamPlace::Call),
            default: raw.default.as_ref().map(|json| json.to_text()),
            limits: self.limits(&raw.limits),
            constant: raw.constant.as_ref().map(|json| json.to_text()),
            flat: raw.flat.is_some(),
            brings: constants(&raw.brings),
            permission: self.permission_rule(
                raw.permission.as_ref(),
                PerTarget::everybody(crate::model::Requirement::None),
            ),
            encoding: self.word("\"encoding\"", raw.encoding.as_ref(), Encoding::WORDS, default_encoding),
            deprecated: raw.deprecated.clone(),
            span: raw.name.span,
            ty,
        }
    }

    fn path(&mut self, path: Option<&Name>, params: &[Param]) -> Vec<Segment> {
        let Some(path) = path else { return Vec::new() };
        let mut segments = Vec::new();
        let mut at = 0;
        for part in path.value.split('/') {
            let span = path.span.inside(at + 1, at + 1 + part.len());
            at += part.len() + 1;
            match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some(name) => match params.iter().position(|param| param.name == name) {
                    Some(at) => segments.push(Segment::Param(ParamId(at))),
                    None => self.diags.push(
                        Diagnostic::error(
                            code::PATH_PARAM,
                            format!("unknown parameter `{name}` in the path"),
                        )
                        .at(span, "not a parameter of this operation")
                        .suggest(suggest(name, params.iter().map(|param| param.name.as_str()))),
                    ),
                },
                None if part.is_empty() => {}
                None => segments.push(Segment::Literal(part.to_owned())),
            }
        }
        segments
    }

    fn rules(&mut self, raw: &raw::Operation, params: &[raw::Param]) -> Vec<Rule> {
        const KINDS: &[&str] = &["at_least_one", "exactly_one", "not_together"];
        let mut rules = Vec::new();
        for rule in &raw.rules {
            let sides: Vec<Vec<ParamId>> = rule
                .sides
                .iter()
                .map(|side| side.iter().filter_map(|name| self.param_id(name, params)).list())
                .list();
            if let Some(name) = rule.name.as_ref().filter(|_| rule.kind.value != "not_together") {
                self.diags.push(
                    Diagnostic::error(
                        code::BAD_RULE,
                        format!("\"name\" is not allowed on `{}`", rule.kind.value),
                    )
                    .at(name.span, "only \"not_together\" can have a name"),
                );
            }
            match rule.kind.value.as_str() {
                "at_least_one" => rules.push(Rule::AtLeastOne(sides.concat())),
                "exactly_one" => rules.push(Rule::ExactlyOne(sides.concat())),
                "not_together" => {
                    let firsts = rule.sides.iter().filter_map(|side| side.first());
                    let of_firsts = || firsts.map(|name| name.value.as_str()).list().join("_or_");
                    let name = rule.name.as_ref().map_or_else(of_firsts, |name| name.value.clone());
                    rules.push(Rule::NotTogether { name, sides });
                }
                _ => {
                    self.diags.push(
                        Diagnostic::error(code::BAD_RULE, format!("unknown rule `{}`", rule.kind.value))
                            .at(
                                rule.kind.span,
                                "expected \"at_least_one\", \"exactly_one\" or \"not_together\"",
                            )
                            .suggest(suggest(&rule.kind.value, KINDS.iter().copied())),
                    );
                    continue;
                }
            }
            if rule.sides.len() < 2 {
                self.diags.push(
                    Diagnostic::error(
                        code::BAD_RULE,
                        format!("`{}` with fewer than two parameters", rule.kind.value),
                    )
                    .at(rule.span, "needs at least two to choose from")
                    .help("set `\"required\": true` on the parameter, or add an alternative"),
                );
            }
        }
        for (at, param) in params.iter().enumerate() {
            if let Some(rule) = &param.only_with
                && let Some(with) = self.param_id(&rule.name, params)
            {
                let values = super::value::texts(rule);
                rules.push(Rule::OnlyWith { param: ParamId(at), with, values });
            }
            if let Some(target) = &param.only_on {
                let whose = self.word("\"only_on\"", Some(target), Whose::WORDS, Whose::Unknown);
                rules.push(Rule::OnlyOn { param: ParamId(at), whose });
            }
        }
        rules
    }

    fn param_id(&mut self, name: &Name, params: &[raw::Param]) -> Option<ParamId> {
        let found = params.iter().position(|param| param.name.value == name.value).map(ParamId);
        if found.is_none() {
            self.unknown_param(name, params.iter().map(|param| param.name.value.as_str()));
        }
        found
    }

    pub(super) fn unknown_param<'a>(&mut self, name: &Name, known: impl Iterator<Item = &'a str>) {
        self.diags.push(
            Diagnostic::error(code::UNKNOWN_PARAM, format!("unknown parameter `{}`", name.value))
                .at(name.span, "not a parameter of this operation")
                .suggest(suggest(&name.value, known)),
        );
    }

    fn returns(&mut self, raw: &raw::Operation, item: Option<&Type>) -> Option<Returns> {
        match raw.returns.as_ref()? {
            raw::Returns::Success => Some(Returns::Success),
            raw::Returns::Written => Some(Returns::Written),
            raw::Returns::Type(expr) => match (&expr.kind, item) {
                (raw::TypeKind::Name(name), Some(_)) if name == "list" => Some(Returns::List),
                (raw::TypeKind::Name(name), Some(item)) if name == "membership" => {
                    Some(Returns::Membership(item.clone()))
                }
                (raw::TypeKind::Name(name), None) if matches!(name.as_str(), "list" | "membership") => {
                    let help = match name.as_str() {
                        "list" => {
                            "write the type of the answer, such as `[User]` for an array; for a list in pages, describe a \
                             connection: `\"connections\": { \"members\": { \"item\": \"User\" } }`"
                        }
                        _ => {
                            "write the type of the answer, or move the operation to the connection whose items it checks"
                        }
                    };
                    self.diags.push(
                        Diagnostic::error(
                            code::UNKNOWN_TYPE,
                            format!("\"{name}\" is the answer of an operation of a connection"),
                        )
                        .at(expr.span, "this operation is of a node, which has no items")
                        .help(help),
                    );
                    None
                }
                (raw::TypeKind::Name(name), _)
                    if !self.is_type(name) && suggest(name, KEYWORDS).is_some() =>
                {
                    self.diags.push(
                        Diagnostic::error(code::UNKNOWN_TYPE, format!("invalid return type `{name}`"))
                            .at(expr.span, "not a type, \"success\", \"written\", \"list\" or \"membership\"")
                            .suggest(suggest(name, KEYWORDS)),
                    );
                    None
                }
                _ => self.ty(expr).map(Returns::Value),
            },
            raw::Returns::Members(members) => Some(Returns::Members(
                members.iter().filter_map(|(name, ty)| Some((name.value.clone(), self.ty(ty)?))).list(),
            )),
        }
    }
}

/// Names with their constant values as JSON text.
fn constants(raw: &[(Name, Json)]) -> Vec<(String, String)> {
    raw.iter().map(|(name, json)| (name.value.clone(), json.to_text())).list()
}
