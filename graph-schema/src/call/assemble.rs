//! The values of a call: each is checked, and put into the path, the query, the form or the JSON body.

use std::borrow::Cow;

use super::{
    Request,
    find::Call,
    input::{Input, Members},
    nested::{self, Placed},
    param::{about, in_path, missing, of_param, unknown, whole},
    problem::{Problem, ProblemKind},
    read::{self, Reader},
    rules, unplaced,
    value::{Notation, Wrong},
};
use crate::{
    json::{Json, Kind},
    model::{BodyFormat, Param, ParamId, ParamPlace, Scalar, Schema, Type},
    value::{Filled, Layout, Role, Without},
};

/// The values of a call, assigned to its parameters.
pub(super) struct Values<'p> {
    pub(super) schema: &'p Schema,
    pub(super) found: &'p Call<'p>,
    pub(super) params: &'p [Cow<'p, Param>],
}

/// The values that are put into a request.
#[derive(Default)]
pub(super) struct Sent {
    /// The values of path parameters, percent-encoded, by position.
    pub(super) parts: Vec<Option<String>>,
    /// Whether each parameter is sent.
    pub(super) is_sent: Vec<bool>,
    /// The valid values of parameters, as plain text.
    pub(super) plain: Vec<Option<String>>,
}

impl rules::Sent for Sent {
    fn has(&self, param: ParamId) -> bool {
        self.is_sent.get(param.0).copied().unwrap_or_default()
    }

    fn plain(&self, param: ParamId) -> Option<String> {
        self.plain.get(param.0).cloned().flatten()
    }
}

impl<'p> Values<'p> {
    fn constants(&self) -> &'p [(String, String)] {
        self.found.operation().map_or(&[][..], |operation| &operation.constants)
    }

    fn has_json_body(&self) -> bool {
        self.found.operation().is_some_and(|operation| operation.body == BodyFormat::Json)
    }

    fn flat(&self) -> impl Iterator<Item = &'p Param> {
        self.params.iter().map(AsRef::as_ref).filter(|param| param.flat)
    }

    /// Checks the given values, and puts them into the request.
    pub(super) fn put(
        &self,
        members: Members<'_>,
        request: &mut Request,
        problems: &mut Vec<Problem>,
    ) -> Sent {
        let members = self.without_repeated(members, problems);
        let objects = self.objects_of_flat(&members, problems);
        let mut members = nested::spliced(members, &objects);
        self.set_fixed(&mut members, problems);
        let brought = self.brought(&mut members, problems);
        let params = self.params.iter().map(AsRef::as_ref);
        let layout = Layout::of_params(self.schema, params, self.constants(), &members, Without::Content);
        let filled = layout.fill(&members);
        self.report_unknown(&layout, &filled, problems);

        let mut reader = Reader::new(self.schema, Notation::Natural);
        let mut placed = reader.placed(&layout, &filled, "").into_iter().peekable();
        let mut sent = Sent {
            parts: vec![None; self.params.len()],
            is_sent: self
                .params
                .iter()
                .map(|param| param.flat && is_given(&layout, &filled, param))
                .collect(),
            plain: vec![None; self.params.len()],
        };
        let mut out: Vec<Placed<'_>> = Vec::new();
        for (slot, found) in layout.slots.iter().zip(&filled.slots) {
            let Role::Param(param) = slot.role else {
                out.extend(placed.next_if(|(path, _)| *path == slot.path));
                continue;
            };
            let Some(at) = self.params.iter().position(|known| known.name == param.name) else { continue };
            let Some(found) = found else {
                if param.required {
                    problems.push(missing(param));
                }
                continue;
            };
            if param.place == ParamPlace::Path {
                let part = in_path(self.schema, param, &found.value.plain(), problems);
                sent.parts.iter_mut().skip(at).take(1).for_each(|slot| slot.clone_from(&part));
                sent.is_sent.iter_mut().skip(at).take(1).for_each(|is_sent| *is_sent = true);
                continue;
            }
            let in_json = self.has_json_body() && param.place == ParamPlace::Json;
            match of_param(self.schema, param, found.value, in_json) {
                Ok(value) => {
                    sent.is_sent.iter_mut().skip(at).take(1).for_each(|sent| *sent = value.is_some());
                    let Some(value) = value else { continue };
                    sent.plain.iter_mut().skip(at).take(1).for_each(|slot| *slot = Some(read::plain(&value)));
                    if param.ty == Type::Scalar(Scalar::File) {
                        request.files.push((param.name.clone(), read::plain(&value)));
                    } else if param.place == ParamPlace::Query && self.has_json_body() {
                        request.query.push((param.name.clone(), read::plain(&value)));
                    } else {
                        out.push((slot.path.clone(), value));
                    }
                }
                Err(wrongs) => {
                    // The invalid value is reported, so rules about it are not reported as well.
                    sent.is_sent.iter_mut().skip(at).take(1).for_each(|is_sent| *is_sent = true);
                    problems.extend(wrongs.into_iter().map(|wrong| about(param, wrong)));
                }
            }
        }
        for param in self.flat().filter(|param| param.required && !is_given(&layout, &filled, param)) {
            problems.push(missing(param));
        }
        for (name, value) in &brought {
            if !out.iter().any(|(path, _)| *path == [*name]) {
                out.push((vec![*name], value.clone()));
            }
        }
        problems.extend(reader.wrong.into_iter().map(whole));
        let Kind::Object(members) = nested::object(out).kind else { return sent };
        if self.has_json_body() {
            let body = read::unlocated(Kind::Object(members));
            request.body = Some(body.to_text());
        } else {
            let pairs = members.into_iter().map(|member| (member.key.value, read::plain(&member.value)));
            request.params.extend(pairs);
        }
        sent
    }

    fn without_repeated<'v>(&self, members: Members<'v>, problems: &mut Vec<Problem>) -> Members<'v> {
        let mut out: Members<'v> = Vec::with_capacity(members.len());
        for (name, value) in members {
            if out.iter().any(|(known, _)| *known == name) {
                let rule = format!("`{name}` is set more than once");
                let problem =
                    Problem::new(ProblemKind::GivenTwice, rule, "set it once; pass a list as one value");
                problems.push(problem.about(name));
                continue;
            }
            out.push((name, value));
        }
        out
    }

    /// The objects that are given under the name of a flat parameter, which is not sent.
    fn objects_of_flat(&self, members: &Members<'_>, problems: &mut Vec<Problem>) -> Vec<(usize, Json)> {
        let mut objects = Vec::new();
        for (at, (name, value)) in members.iter().enumerate() {
            let Some(param) = self.flat().find(|param| param.name == *name) else { continue };
            let object = match value {
                Input::Json(json) => Ok((*json).clone()),
                Input::Text(text) => read::json(text),
            };
            let wrong = match object {
                Ok(json) if matches!(json.kind, Kind::Object(_)) => {
                    objects.push((at, json));
                    continue;
                }
                Ok(json) => Wrong::ty(
                    format!("must be a JSON object, not {}", json.describe()),
                    "use an object such as {\"member\": ..}",
                ),
                Err(error) => Wrong::ty("must be a JSON object", format!("fix the JSON: {error}")),
            };
            problems.push(about(param, wrong));
            // It is set, although invalid.
            objects.push((at, read::unlocated(Kind::Object(Vec::new()))));
        }
        objects
    }

    /// Sets what a special case of a list fixes.
    fn set_fixed<'v>(&self, members: &mut Members<'v>, problems: &mut Vec<Problem>)
    where
        'p: 'v,
    {
        let fixed = self.found.variant().map_or(&[][..], |variant| &variant.with);
        for (name, value) in fixed {
            let Some((_, given)) = members.iter_mut().find(|(known, _)| known == name) else {
                members.push((name, Input::Text(value)));
                continue;
            };
            if given.plain() != *value {
                problems.push(
                    Problem::new(
                        ProblemKind::Fixed,
                        format!("`{name}` is always `{value}` in `{}`", self.found.name()),
                        format!("remove it, or call `{}`", self.found.base()),
                    )
                    .about(name),
                );
                *given = Input::Text(value);
            }
        }
    }

    /// The values that are sent along with the given parameters. If they are given as well, they must be the same.
    fn brought(&self, members: &mut Members<'_>, problems: &mut Vec<Problem>) -> Vec<(&'p str, Json)> {
        let mut brought = Vec::new();
        let params = self.params.iter();
        let given = params.filter(|param| members.iter().any(|(name, _)| *name == param.name));
        let all: Vec<(&Param, &'p (String, String))> =
            given.flat_map(|param| param.brings.iter().map(move |pair| (param.as_ref(), pair))).collect();
        for (param, (name, json)) in all {
            let Ok(value) = read::json(json) else { continue };
            if let Some((_, given)) = members.iter().find(|(known, _)| known == name)
                && !given.is(&value)
            {
                let rule = format!("`{}` is sent with `{name}` {json}", param.name);
                let remedy = format!("remove `{name}`, or `{}`", param.name);
                problems.push(Problem::new(ProblemKind::Fixed, rule, remedy).about(name));
            }
            members.retain(|(known, _)| known != name);
            brought.push((name.as_str(), value));
        }
        brought
    }

    fn report_unknown(&self, layout: &Layout<'_>, filled: &Filled<Input<'_>>, problems: &mut Vec<Problem>) {
        if unplaced::is_undecided(layout) {
            return;
        }
        let names: Vec<String> = layout.slots.iter().map(|slot| slot.path.join(".")).collect();
        for found in &filled.unknown {
            let path = &found.path;
            problems.push(match unplaced::of_another(layout, path) {
                Some((rule, remedy)) => {
                    let rule = format!("`{path}` {rule}");
                    Problem::new(ProblemKind::UnknownMember, rule, remedy).about(path)
                }
                None => unknown(self.found, &names, path),
            });
        }
    }
}

fn is_given<T>(layout: &Layout<'_>, filled: &Filled<T>, param: &Param) -> bool {
    let group = layout.groups.iter().position(|group| group.is_param && group.name == param.name);
    group.is_some_and(|group| layout.is_given(group, filled))
}
