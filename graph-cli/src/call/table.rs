//! Answers as tables for people.

use std::{
    env,
    io::{self, Write},
};

use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width, presets};
use serde_json::{Map, Value};

use super::hide::tame;

/// Where nobody says how wide the terminal is.
const USUAL_WIDTH: u16 = 80;
/// A text is given so much room, if it needs that.
const READABLE: usize = 18;
/// What tells most of a thing.
const FIRST: [&str; 9] =
    ["id", "name", "title", "message", "story", "from", "created_time", "start_time", "category"];
/// Between two columns.
const GAP: u16 = 2;
/// Words up to this are not broken.
const LONGEST_WORD: usize = 30;
/// Of the columns for which there is no room so many are named.
const MOST_NAMED: usize = 6;
/// A cell is not made higher.
const HIGHEST: usize = 3;

/// The names in a list of fields, as the answer has them.
pub fn names(fields: &str) -> Vec<String> {
    let selection = graph_schema::call::selection::Selection::read(fields).ok().flatten();
    selection.map(|all| all.items.iter().map(|item| item.shown().to_owned()).collect()).unwrap_or_default()
}

/// A list, a row for each item.
pub fn list(items: &[Value], fields: &[String], out: &mut impl Write) -> io::Result<()> {
    if items.is_empty() {
        return writeln!(out, "(no items)");
    }
    let mut columns = columns(items, fields);
    if columns.is_empty() {
        return items.iter().try_for_each(|item| writeln!(out, "{}", cell(item)));
    }
    let width = width();
    let least: Vec<u16> = columns.iter().map(|name| least(name, items)).collect();
    let mut used = 0;
    let room = least.iter().take_while(|least| {
        used += **least + GAP;
        used <= width + GAP
    });
    let room = room.count().max(1);
    let left_out: Vec<String> = columns.split_off(columns.len().min(room));
    let mut table = plain(width);
    table.set_header(Row::from(columns.iter().map(|name| tame(name).to_uppercase())));
    for item in items {
        let mut row = Row::from(
            columns.iter().map(|name| item.get(name).map(cell).unwrap_or_default()).collect::<Vec<_>>(),
        );
        row.max_height(HIGHEST);
        table.add_row(row);
    }
    for (column, least) in table.column_iter_mut().zip(least) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least + GAP)));
    }
    print(&table, out)?;
    if !left_out.is_empty() {
        out.flush()?;
        let names: Vec<String> = left_out.iter().take(MOST_NAMED).map(|name| tame(name)).collect();
        let more = left_out.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(
            io::stderr(),
            "note: no room for {}{more}; choose with --fields, or see all with -o json",
            names.join(", ")
        );
    }
    Ok(())
}

/// One answer, a row for each member.
pub fn one(answer: &Value, fields: &[String], out: &mut impl Write) -> io::Result<()> {
    let Value::Object(members) = answer else { return writeln!(out, "{}", cell(answer)) };
    if members.is_empty() {
        return writeln!(out, "(nothing)");
    }
    let mut table = plain(width());
    let order = columns(std::slice::from_ref(answer), fields);
    // The answer to `ids=`: what each id stands for.
    let by_id = members.len() > 1 && members.values().all(|value| value.get("id").is_some());
    if by_id {
        let rows: Vec<Value> = members.values().cloned().collect();
        return list(&rows, fields, out);
    }
    for name in &order {
        let value = members.get(name).map(cell).unwrap_or_default();
        table.add_row(vec![tame(name), value]);
    }
    let names = order.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    if let Some(column) = table.column_mut(0) {
        let names = u16::try_from(names.min(LONGEST_WORD)).unwrap_or_default() + GAP;
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(names)));
    }
    print(&table, out)
}

/// The least that a column takes: its words, such as an id or a time, stay in one piece, and of a text there is
/// something to read.
fn least(name: &str, items: &[Value]) -> u16 {
    let cells: Vec<String> = items.iter().filter_map(|item| item.get(name)).map(cell).collect();
    let words = cells.iter().flat_map(|cell| cell.split(' ')).map(|word| word.chars().count());
    let longest = words.max().unwrap_or_default().max(name.chars().count()).min(LONGEST_WORD);
    let whole = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or_default();
    u16::try_from(longest.max(whole.min(READABLE))).unwrap_or(u16::MAX)
}

fn plain(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}

fn print(table: &Table, out: &mut impl Write) -> io::Result<()> {
    for line in table.to_string().lines() {
        // The preset leaves room for borders that it has not.
        let line = line.strip_prefix(' ').unwrap_or(line);
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn width() -> u16 {
    let asked = || env::var("COLUMNS").ok()?.parse().ok();
    let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
    terminal.or_else(asked).filter(|width| *width > 0).unwrap_or(USUAL_WIDTH)
}

/// The members of objects: those that were asked for in their order, then the rest, what names them first.
fn columns(items: &[Value], fields: &[String]) -> Vec<String> {
    let has = |name: &str| items.iter().any(|item| item.get(name).is_some());
    let mut columns: Vec<String> = Vec::new();
    let first = FIRST.map(str::to_owned);
    let first = if fields.is_empty() { &first[..] } else { fields };
    columns.extend(first.iter().filter(|name| has(name)).cloned());
    let mut rest: Vec<&String> = Vec::new();
    for name in items.iter().filter_map(Value::as_object).flat_map(Map::keys) {
        if !columns.contains(name) && !rest.contains(&name) {
            rest.push(name);
        }
    }
    // What most of them have, before what few have.
    rest.sort_by_cached_key(|name| items.iter().filter(|item| item.get(name.as_str()).is_none()).count());
    columns.extend(rest.into_iter().cloned());
    columns
}

/// A value in short: what stands for an object is its name.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => tame(text),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => several(items),
        Value::Object(members) => {
            if let Some(items) = members.get("data").and_then(Value::as_array) {
                return several(items);
            }
            let known = ["name", "title", "message", "url", "id"].iter().find_map(|name| members.get(*name));
            match known.filter(|value| value.is_string()) {
                Some(value) => cell(value),
                None => {
                    let parts: Vec<String> = members
                        .iter()
                        .map(|(name, value)| format!("{}: {}", tame(name), cell(value)))
                        .collect();
                    parts.join(", ")
                }
            }
        }
    }
}

fn several(items: &[Value]) -> String {
    items.iter().map(cell).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(items: &[Value], fields: &[&str]) -> String {
        let mut out = Vec::new();
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        list(items, &fields, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_stand_in_the_order_they_were_asked_for() {
        let items =
            [json!({ "a": 1, "id": "5", "name": "Zoë" }), json!({ "b": [1, 2], "id": "6", "name": "日本" })];
        let text = printed(&items, &["name", "id"]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("NAME"), "{text}");
        assert_eq!(lines[0].find("ID"), lines[1].chars().position(|c| c == '5'), "{text}");
        assert!(lines[2].contains("1, 2"), "{text}");
        assert!(printed(&items, &[]).starts_with("ID"), "{text}");
        assert_eq!(printed(&[], &[]), "(no items)\n");
        assert_eq!(printed(&[json!("a"), json!(1)], &[]), "a\n1\n");
    }

    #[test]
    fn nothing_steers_the_terminal_and_nothing_is_too_wide() {
        let items = [json!({ "id": "5", "name": format!("\u{1b}[31m{}", "long ".repeat(100)) })];
        let text = printed(&items, &[]);
        assert!(!text.contains('\u{1b}'), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.lines().count() <= 1 + HIGHEST, "{text}");
    }
}
