//! Rows of reports about days: the fields, days, objects and parts that were asked for.

use graph_schema::model::{Connection, Node, NodeId, Scalar, Type};
use serde_json::{Map, Value};

use super::{
    asked::{Asked, DAY, midnight, year_and_month},
    selection,
};
use crate::{
    graph::Visit,
    world::{moment, seed::special},
};

/// The most rows of a report.
const MOST_ROWS: usize = 2000;
/// How many objects a report about several has.
const OBJECTS: usize = 2;

impl Visit<'_> {
    /// The rows of a report; `None` if the list is none, or nothing is known about what was asked.
    pub(super) fn report(
        &self,
        id: &str,
        item: NodeId,
        connection: &Connection,
        asked: &Asked<'_>,
    ) -> Option<Vec<Value>> {
        let schema = &self.schema;
        let row = &schema[item];
        let is_date =
            |name: &str| row.field(name).is_some_and(|field| field.ty == Type::Scalar(Scalar::Date));
        if !is_date("date_start") || !is_date("date_stop") {
            return None;
        }
        // The rows of a run are those that the call asked for that began it.
        let kind = self.world.store.node(id)?;
        let is_run = self.world.store.generator.computes(kind, connection);
        let stored = if is_run { Some(self.world.jobs.asked(id)?) } else { None };
        let owner = self.world.store.owner(id).filter(|_| is_run).unwrap_or_else(|| id.to_owned());
        let kept = stored.map(Asked);
        let asked = kept.as_ref().unwrap_or(asked);
        let fields = columns(row, asked);
        let breakdowns = asked.words("breakdowns");
        let mut parts: Vec<Vec<(&str, String)>> = vec![Vec::new()];
        for name in &breakdowns {
            let words = self.parts(name);
            let longer = |part: &Vec<(_, String)>, word: &String| {
                part.iter().cloned().chain([(name.as_str(), word.clone())]).collect()
            };
            parts = parts.iter().flat_map(|part| words.iter().map(move |word| longer(part, word))).collect();
        }
        let objects = self.objects(&owner, row, asked.text("level"));
        let mut rows = Vec::new();
        for (since, until) in spans(asked, self.world.clock.unix()) {
            for object in &objects {
                for part in &parts {
                    let words: Vec<&str> = part.iter().map(|(_, word)| word.as_str()).collect();
                    let about = object.as_ref().map_or(owner.as_str(), |(_, id)| id);
                    let path = format!("{about}/{since}/{until}/{}", words.join("/"));
                    let subject = self.subject(&path, item, &owner);
                    let mut out = Map::new();
                    for field in row.fields.iter().filter(|field| fields.contains(&field.name)) {
                        let value = self.world.store.generator.value(&field.ty, &field.name, &subject, 0);
                        out.extend(value.map(|value| (field.name.clone(), value)));
                    }
                    let known = [("account_id", owner.strip_prefix("act_").unwrap_or(&owner).to_owned())];
                    let known = known.into_iter().chain(object.clone());
                    for (name, id) in known.filter(|(name, _)| fields.iter().any(|field| field == name)) {
                        out.insert(name.to_owned(), id.into());
                    }
                    out.insert("date_start".to_owned(), moment::date(since).into());
                    out.insert("date_stop".to_owned(), moment::date(until).into());
                    out.extend(part.iter().map(|(name, word)| ((*name).to_owned(), word.as_str().into())));
                    rows.push(Value::Object(out));
                    if rows.len() >= MOST_ROWS {
                        return Some(rows);
                    }
                }
            }
        }
        Some(rows)
    }

    /// The objects of a level, each with the field that names it; `None` stands for the one that is asked.
    fn objects(&self, owner: &str, row: &Node, level: Option<&str>) -> Vec<Option<(&'static str, String)>> {
        let of = |level: &str| {
            let name = special::LEVELS.iter().find(|(word, _)| *word == level).map(|(_, field)| *field)?;
            match row.field(name)?.ty {
                Type::Id(node) => Some((name, node)),
                _ => None,
            }
        };
        let is = self.world.store.node(owner);
        let own = special::LEVELS.iter().find_map(|(word, _)| of(word).filter(|(_, node)| Some(*node) == is));
        match (level.and_then(of), own) {
            (Some((name, node)), _) if Some(node) != is => {
                let all = self.world.store.generator.pool(node).iter().take(OBJECTS);
                all.map(|id| Some((name, id.clone()))).collect()
            }
            (_, Some((name, _))) => vec![Some((name, owner.to_owned()))],
            _ => vec![None],
        }
    }

    /// The words of a breakdown: those of the enum of its name, or else known ones.
    fn parts(&self, breakdown: &str) -> Vec<String> {
        let name: String = breakdown
            .split('_')
            .flat_map(|part| {
                let mut letters = part.chars();
                letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
            })
            .collect();
        match self.schema.enums().find(|(_, one)| one.name == name) {
            Some((_, one)) => one.words.iter().map(|(word, _)| word.clone()).collect(),
            None => special::parts(breakdown).iter().map(|word| (*word).to_owned()).collect(),
        }
    }
}

/// The names of the columns: those that were asked for, or else those that come by themselves.
fn columns(row: &Node, asked: &Asked<'_>) -> Vec<String> {
    let text = asked.text("fields").unwrap_or_default();
    let named = match text.starts_with('[') {
        true => asked.words("fields"),
        false => {
            let selected = selection::read(text).ok().flatten();
            selected.map(|all| all.items.into_iter().map(|one| one.name).collect()).unwrap_or_default()
        }
    };
    if !named.is_empty() {
        return named;
    }
    let is_level = |name: &str| {
        special::LEVELS.iter().any(|(word, field)| *field == name && asked.text("level") != Some(*word))
    };
    let usual =
        row.fields.iter().filter(|field| !field.on_request && !field.unasked && !is_level(&field.name));
    usual.map(|field| field.name.clone()).collect()
}

/// The days of each row: the whole time, or parts of it. Without a time, the last 30 days.
fn spans(asked: &Asked<'_>, now: i64) -> Vec<(i64, i64)> {
    let ranges = asked.ranges();
    if !ranges.is_empty() {
        return ranges;
    }
    let (since, until) = asked.days(now).unwrap_or((midnight(now) - 30 * DAY, midnight(now) - DAY));
    let step = asked.text("time_increment");
    let mut spans = Vec::new();
    let mut from = since;
    while from <= until && spans.len() < MOST_ROWS {
        let to = match step {
            Some("monthly") => {
                let (year, month) = year_and_month(from);
                let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                moment::parse(&format!("{year:04}-{month:02}-01")).unwrap_or(until + DAY) - DAY
            }
            step => match step.and_then(|days| days.trim_matches('"').parse::<i64>().ok()) {
                Some(days) => from + (days.clamp(1, 90) - 1) * DAY,
                None => until,
            },
        };
        spans.push((from, to.min(until)));
        from = to + DAY;
    }
    spans
}
