//! Checks a call as it arrives at a server: parameters whose members stand in the call, constants and JSON bodies.

use super::{
    input::{Input, Members},
    nested::{self, Placed},
    problem::ProblemKind,
    read::{self, Reader},
    value::{Notation, Wrong},
};
use crate::{
    json::Json,
    model::{BodyFormat, Operation, ParamPlace, Schema},
    value::{Layout, Role, Tree as _, Without},
};

/// A call as it arrives at an operation.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// The values of the parameters by position, as JSON text; `None` for those that are missing, invalid, or part of
    /// the path. A flat parameter is an object of its members.
    pub values: Vec<Option<String>>,
    /// Whether each parameter is present, valid or not.
    pub is_given: Vec<bool>,
    /// The names that the operation does not know.
    pub unknown: Vec<String>,
    /// The problems. Their places are as on the wire: `template.components[0].parameters`.
    pub wrong: Vec<Wrong>,
}

/// Whether the calls of an operation have more than plain parameters: a JSON body, constants, or flat values.
#[must_use]
pub fn is_described(operation: &Operation) -> bool {
    operation.body == BodyFormat::Json
        || !operation.constants.is_empty()
        || operation.params.iter().any(|param| param.flat || param.constant.is_some())
}

/// Assigns what arrives to the parameters of an operation, and checks it.
///
/// # Errors
///
/// Returns the reason if the body is not a JSON object.
pub fn received(
    schema: &Schema,
    operation: &Operation,
    texts: &[(&str, &str)],
    body: Option<&str>,
) -> Result<Received, String> {
    let object = body.map(|body| read::body(body).map_err(|problem| problem.rule)).transpose()?;
    let mut members: Members<'_> =
        object.as_ref().and_then(|object| Input::Json(object).members()).unwrap_or_default();
    let is_new = |members: &Members<'_>, name: &str| members.iter().all(|(known, _)| *known != name);
    // The last one of a name counts.
    for (name, text) in texts.iter().rev() {
        if is_new(&members, name) {
            members.push((name, Input::Text(text)));
        }
    }
    let in_path = |name: &str| {
        operation.params.iter().any(|param| param.name == name && param.place == ParamPlace::Path)
    };
    let params = operation.params.iter().filter(|param| !in_path(&param.name));
    let layout = Layout::of_params(schema, params, &operation.constants, &members, Without::Default);
    let filled = layout.fill(&members);
    let mut reader = Reader::new(schema, Notation::Wire);
    let mut placed = reader.placed(&layout, &filled, "").into_iter().peekable();
    let mut out = Received {
        values: vec![None; operation.params.len()],
        is_given: vec![false; operation.params.len()],
        ..Received::default()
    };
    let mut flat: Vec<(usize, Vec<Placed<'_>>)> = Vec::new();
    for (slot, found) in layout.slots.iter().zip(&filled.slots) {
        let Role::Param(param) = slot.role else {
            let value = placed.next_if(|(path, _)| *path == slot.path);
            if let (Some(value), Some(root)) = (value, layout.root(slot.group)) {
                match flat.iter_mut().find(|(of, _)| *of == root) {
                    Some((_, members)) => members.push(value),
                    None => flat.push((root, vec![value])),
                }
            }
            continue;
        };
        let Some(at) = operation.params.iter().position(|known| known.name == param.name) else { continue };
        let Some(found) = found else {
            if param.required {
                reader.reject(&param.name, Wrong::new(ProblemKind::Missing, "is required", "set it"));
            }
            continue;
        };
        set(&mut out.is_given, at, true);
        let before = reader.wrong.len();
        let value = match &param.constant {
            Some(constant) => fixed(&mut reader, constant, found.value, &param.name),
            None => reader.limited(&param.ty, &param.limits, found.value, &param.name),
        };
        if reader.wrong.len() == before {
            set(&mut out.values, at, Some(value.to_text()));
        }
    }
    for (root, members) in flat {
        let name = layout.groups.get(root).map(|group| group.name);
        let Some(at) = operation.params.iter().position(|param| Some(param.name.as_str()) == name) else {
            continue;
        };
        set(&mut out.is_given, at, layout.is_given(root, &filled));
        set(&mut out.values, at, Some(nested::object(members).to_text()));
    }
    out.unknown = filled.unknown.iter().map(|found| found.path.clone()).collect();
    if object.is_some() {
        reader.unplaced(&layout, &filled, "", &operation.name);
    }
    out.wrong = reader.wrong;
    Ok(out)
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

fn fixed(reader: &mut Reader<'_>, constant: &str, given: Input<'_>, place: &str) -> Json {
    let always = read::json(constant).unwrap_or_else(|_| read::unlocated(crate::json::Kind::Null));
    if !given.is(&always) {
        let rule = format!("must be {constant}");
        reader.reject(place, Wrong::new(ProblemKind::Fixed, rule, "set this value"));
    }
    always
}
