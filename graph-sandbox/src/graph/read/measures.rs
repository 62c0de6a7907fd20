//! Lists of metrics: a row for each metric that is asked for, and for each period.

use graph_schema::model::{Connection, Field, NodeId, Param, Type};
use serde_json::{Map, Value, json};

use super::asked::{Asked, DAY, midnight};
use crate::{
    graph::Visit,
    world::{
        moment,
        seed::{Random, Subject, special},
    },
};

/// The most values of a row: the platform takes at most 93 days.
const MOST_DAYS: i64 = 93;

/// One row of a list.
struct Row<'a> {
    /// What its numbers are drawn from: the node, the metric and the period.
    path: String,
    metric: &'a str,
    period: &'a str,
    breakdowns: &'a [String],
}

impl Visit<'_> {
    /// The rows of a list of metrics; `None` if it is no such list.
    pub(super) fn measures(
        &self,
        id: &str,
        item: NodeId,
        connection: &Connection,
        asked: &Asked<'_>,
    ) -> Option<Vec<Value>> {
        let object = &self.schema[item];
        let values = object.field("values").filter(|_| object.field("name").is_some())?;
        let total = object.field("total_value");
        let links = object.field("link_total_values");
        let metrics = asked.words("metric");
        if !object.is_object || metrics.is_empty() {
            return None;
        }
        let (breakdowns, kind) = (asked.words("breakdown"), asked.text("metric_type"));
        let mut rows = Vec::new();
        for metric in &metrics {
            for period in self.periods(metric, connection, asked) {
                let row = Row {
                    path: format!("{id}/insights/{metric}/{period}"),
                    metric,
                    period: &period,
                    breakdowns: &breakdowns,
                };
                let subject = self.subject(&row.path, item, id);
                let mut out = self.world.store.generator.object(item, &subject, None, 0);
                for name in ["values", "total_value", "link_total_values"] {
                    out.remove(name);
                }
                out.insert("name".to_owned(), metric.as_str().into());
                set(&mut out, object.field("id"), row.path.as_str().into());
                set(&mut out, object.field("period"), period.as_str().into());
                set(&mut out, object.field("title"), title(metric).into());
                // A profile of Threads has a figure for each day of one metric only.
                let is_series = match (kind, links) {
                    (Some(kind), _) => kind != "total_value",
                    (None, Some(_)) => metric == "views",
                    (None, None) => breakdowns.is_empty() || total.is_none(),
                };
                match (total, links) {
                    (_, Some(links)) if metric == "clicks" => {
                        let link = json!({ "value": self.figure(&row, &[]), "link_url": "https://www.example.com/" });
                        out.insert(links.name.clone(), json!([link]));
                    }
                    (Some(total), _) if !is_series => {
                        out.insert(total.name.clone(), self.total(&row));
                    }
                    _ => {
                        out.insert(values.name.clone(), self.series(values, &row, asked).into());
                    }
                }
                rows.push(Value::Object(out));
            }
        }
        Some(rows)
    }

    /// The period that is asked for, or else those that the metric has: its description names them.
    fn periods(&self, metric: &str, connection: &Connection, asked: &Asked<'_>) -> Vec<String> {
        if let Some(period) = asked.text("period") {
            return vec![period.to_owned()];
        }
        let of = |name: &str| connection.params.iter().find(|param| param.name == name);
        let word = of("metric")
            .and_then(|param| self.words(param))
            .and_then(|words| words.iter().find(|(word, _)| word == metric));
        let (_, listed) = word.and_then(|(_, doc)| doc.split_once("Period")).unwrap_or_default();
        let listed = listed.split('.').next().unwrap_or_default();
        let listed: Vec<&str> = listed.split([' ', ',', ':']).collect();
        let known = of("period").and_then(|param| self.words(param)).unwrap_or_default();
        let known: Vec<String> = known
            .iter()
            .map(|(word, _)| word.clone())
            .filter(|word| listed.contains(&word.as_str()))
            .collect();
        let usual = match connection.paging {
            graph_schema::model::Paging::Time => "day",
            _ => "lifetime",
        };
        if known.is_empty() { vec![usual.to_owned()] } else { known }
    }

    fn words(&self, param: &Param) -> Option<&[(String, String)]> {
        let ty = match &param.ty {
            Type::List(item) => item,
            ty => ty,
        };
        match ty {
            Type::Enum(id) => Some(&self.schema[*id].words),
            _ => None,
        }
    }

    pub(super) fn subject<'a>(&self, path: &'a str, node: NodeId, owner: &'a str) -> Subject<'a> {
        let moment = self.world.store.now();
        Subject { id: path, node, owner: Some(owner), moment, complete: true, from_call: false }
    }

    /// The values of a row: one for each day, or one for all.
    fn series(&self, field: &Field, row: &Row<'_>, asked: &Asked<'_>) -> Vec<Value> {
        let inside = match &field.ty {
            Type::List(item) => match **item {
                Type::Node(object) => Some(&self.schema[object]),
                _ => None,
            },
            _ => None,
        };
        let is_free = inside
            .and_then(|object| object.field("value"))
            .is_some_and(|value| matches!(value.ty, Type::Scalar(graph_schema::model::Scalar::Json)));
        let has_end = inside.is_some_and(|object| object.field("end_time").is_some());
        let now = self.world.clock.unix();
        let (first, last) = asked.days(now).unwrap_or((midnight(now) - 2 * DAY, midnight(now) - DAY));
        let ends: Vec<Option<i64>> = match row.period {
            "lifetime" => vec![None],
            "total_over_range" => vec![Some(last + DAY)],
            _ => (0..MOST_DAYS)
                .map(|day| first + day * DAY)
                .take_while(|day| *day <= last)
                .map(|day| Some(day + DAY))
                .collect(),
        };
        // A breakdown that is a member of the values has a value for each of its words.
        let columns =
            row.breakdowns.iter().filter(|name| inside.is_some_and(|object| object.field(name).is_some()));
        let parts = columns.fold(vec![Map::new()], |parts, name| {
            let words = special::parts(name);
            let each = |part: Map<String, Value>| {
                words.iter().map(move |word| {
                    let mut part = part.clone();
                    part.insert(name.clone(), (*word).into());
                    part
                })
            };
            parts.into_iter().flat_map(each).collect()
        });
        let mut values = Vec::new();
        for end in ends {
            for part in &parts {
                let day = end.map(|end| end.to_string()).unwrap_or_default();
                let words: Vec<&str> = part.values().filter_map(Value::as_str).collect();
                let purpose: Vec<&str> = words.into_iter().chain([day.as_str()]).collect();
                let value = match row.metric.split_once("_by_") {
                    Some((_, by)) if is_free => {
                        let figure =
                            |word: &&str| ((*word).to_owned(), self.figure(row, &[word, &day]).into());
                        Value::Object(special::parts(by).iter().map(figure).collect())
                    }
                    _ => self.figure(row, &purpose).into(),
                };
                let mut out = part.clone();
                out.insert("value".to_owned(), value);
                if let (Some(end), true) = (end, has_end) {
                    out.insert("end_time".to_owned(), moment::date_time(end).into());
                }
                values.push(Value::Object(out));
            }
        }
        values
    }

    /// One figure for all of the time, and its parts, whose sum it is.
    fn total(&self, row: &Row<'_>) -> Value {
        if row.breakdowns.is_empty() {
            return json!({ "value": self.figure(row, &[]) });
        }
        let combined = row.breakdowns.iter().fold(vec![Vec::new()], |all: Vec<Vec<&str>>, name| {
            let each = |before: &Vec<&'static str>| {
                let before = before.clone();
                special::parts(name).iter().map(move |word| before.iter().copied().chain([*word]).collect())
            };
            all.iter().flat_map(each).collect()
        });
        let parts: Vec<(Vec<&str>, u64)> =
            combined.into_iter().map(|words| (words.clone(), self.figure(row, &words))).collect();
        let sum: u64 = parts.iter().map(|(_, figure)| figure).sum();
        let results: Vec<Value> = parts
            .iter()
            .map(|(words, figure)| json!({ "dimension_values": words, "value": figure }))
            .collect();
        json!({ "value": sum, "breakdowns": [{ "dimension_keys": row.breakdowns, "results": results }] })
    }

    fn figure(&self, row: &Row<'_>, purpose: &[&str]) -> u64 {
        let purpose: Vec<&str> = [row.path.as_str()].into_iter().chain(purpose.iter().copied()).collect();
        Random::of(self.world.seed(), &purpose).below(1000)
    }
}

/// Sets a member that the object has.
fn set(out: &mut Map<String, Value>, field: Option<&Field>, value: Value) {
    if let Some(field) = field {
        out.insert(field.name.clone(), value);
    }
}

/// `page_follows` as `Page follows`.
fn title(metric: &str) -> String {
    let mut letters = metric.chars().map(|letter| if letter == '_' { ' ' } else { letter });
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
