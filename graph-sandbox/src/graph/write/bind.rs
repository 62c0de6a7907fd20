//! Selects the operation that a call means.

use graph_schema::model::{Method, Operation, Param, ParamId, ParamPlace, Scalar, Segment, Type};
use serde_json::Value;

use super::rules;
use crate::protocol::{Call, File, Refusal, Verb};

/// An operation with a call's arguments.
#[derive(Clone, Debug)]
pub(crate) struct Bound<'a> {
    pub(crate) operation: &'a Operation,
    /// The arguments as sent, in parameter order.
    pub(super) texts: Vec<Option<String>>,
    /// The checked values, in parameter order.
    pub(super) values: Vec<Option<Value>>,
    /// The uploaded files of each parameter.
    pub(super) files: Vec<Vec<File>>,
}

impl Bound<'_> {
    pub(super) fn has(&self, id: ParamId) -> bool {
        self.texts.get(id.0).is_some_and(Option::is_some)
    }

    /// The argument of a parameter as sent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let at = self.operation.params.iter().position(|param| param.name == name)?;
        self.texts.get(at)?.as_deref()
    }

    /// The argument of the path parameter.
    pub(super) fn path_value(&self) -> Option<&str> {
        let at = self.operation.params.iter().position(|param| param.place == ParamPlace::Path)?;
        self.texts.get(at)?.as_deref()
    }

    /// An error that the operation documents.
    pub(crate) fn documented(&self, code: i64) -> Refusal {
        let meaning =
            self.operation.errors.iter().find(|error| error.code == code).map_or("", |error| &error.meaning);
        Refusal::new(code, format!("(#{code}) {meaning}"))
    }
}

/// The operation that matches a call best: by method, path, then parameters.
pub(super) fn choose<'a>(operations: &'a [Operation], call: &Call, rest: &[&str]) -> Option<Bound<'a>> {
    let method = match call.verb {
        Verb::Get => Method::Get,
        Verb::Post => Method::Post,
        Verb::Delete => Method::Delete,
    };
    let candidates = operations.iter().filter(|operation| operation.method == method);
    let bound = candidates.filter_map(|operation| bind(operation, call, rest));
    bound.min_by_key(|bound| {
        let in_path = bound.operation.params.iter().filter(|param| param.place == ParamPlace::Path).count();
        let unknown = call
            .params()
            .filter(|(name, _)| bound.operation.params.iter().all(|param| param.name != *name))
            .count();
        (usize::MAX - in_path, rules::violations(bound), unknown, bound.operation.variant_of.is_some())
    })
}

fn bind<'a>(operation: &'a Operation, call: &Call, rest: &[&str]) -> Option<Bound<'a>> {
    let files = files(operation, call);
    let mut texts: Vec<Option<String>> = operation
        .params
        .iter()
        .zip(&files)
        .map(|(param, files)| match (&param.ty, files.first()) {
            (Type::List(_), Some(_)) => {
                Some(Value::from_iter(files.iter().map(|file| file.name.as_str())).to_string())
            }
            (_, Some(file)) => Some(file.name.clone()),
            (_, None) => call.param(&param.name).map(str::to_owned),
        })
        .collect();
    if rest.is_empty() {
        // Old clients send path parameters in the query.
        let all_sent = operation.path.iter().all(|segment| match segment {
            Segment::Literal(_) => false,
            Segment::Param(id) => texts.get(id.0).is_some_and(Option::is_some),
        });
        if !all_sent {
            return None;
        }
    } else {
        if operation.path.len() != rest.len() {
            return None;
        }
        for (segment, part) in operation.path.iter().zip(rest) {
            match segment {
                Segment::Literal(literal) if literal == part => {}
                Segment::Literal(_) => return None,
                Segment::Param(id) => *texts.get_mut(id.0)? = Some((*part).to_owned()),
            }
        }
    }
    Some(Bound { operation, texts, values: Vec::new(), files })
}

/// Whether a parameter is a file or a list of files.
pub(super) fn is_file(param: &Param) -> bool {
    match &param.ty {
        Type::Scalar(Scalar::File) => true,
        Type::List(item) => matches!(**item, Type::Scalar(Scalar::File)),
        _ => false,
    }
}

/// The uploaded files of each parameter, by part name: `photo`, `photos`, `photos[0]`. If there is a single
/// file parameter and no part of its name, it takes all files.
fn files(operation: &Operation, call: &Call) -> Vec<Vec<File>> {
    let named = |param: &Param| -> Vec<File> {
        let fits = |part: &str| {
            part.strip_prefix(param.name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        call.files.iter().filter(|(part, _)| fits(part)).map(|(_, file)| file.clone()).collect()
    };
    let only = operation.params.iter().filter(|param| is_file(param)).count() == 1;
    let of = |param: &Param| match (is_file(param), named(param)) {
        (false, _) => Vec::new(),
        (true, files) if files.is_empty() && only => {
            call.files.iter().map(|(_, file)| file.clone()).collect()
        }
        (true, files) => files,
    };
    operation.params.iter().map(of).collect()
}
