//! Tables of answers, fitted to the terminal.

use std::{
    env,
    io::{self, Write},
};

use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width, presets};
use serde_json::{Map, Value};

use super::{note, sanitize};

/// The width if the output is not a terminal and `COLUMNS` is not set.
const DEFAULT_WIDTH: u16 = 80;
/// The width that a column of longer texts gets at least.
const MIN_TEXT_WIDTH: usize = 18;
/// The columns that come first unless fields were selected.
const FIRST_COLUMNS: [&str; 9] =
    ["id", "name", "title", "message", "story", "from", "created_time", "start_time", "category"];
/// The space between two columns.
const GAP: u16 = 2;
/// Words up to this length are not broken.
const MAX_WORD: usize = 30;
/// How many of the omitted columns the note names.
const MAX_NAMED: usize = 6;
/// The maximum number of lines in a cell.
const MAX_LINES: usize = 3;

/// The names of selected fields, as they appear in the answer.
pub fn names(fields: &str) -> Vec<String> {
    let selection = graph_schema::call::selection::Selection::read(fields).ok().flatten();
    selection.map(|all| all.items.iter().map(|item| item.shown().to_owned()).collect()).unwrap_or_default()
}

/// Prints a list, one row per item.
pub fn list(items: &[Value], fields: &[String], out: &mut impl Write) -> io::Result<()> {
    if items.is_empty() {
        return writeln!(out, "(no items)");
    }
    let mut columns = columns(items, fields);
    if columns.is_empty() {
        return items.iter().try_for_each(|item| writeln!(out, "{}", cell(item)));
    }
    let width = width().unwrap_or(DEFAULT_WIDTH);
    let widths: Vec<u16> = columns.iter().map(|name| min_width(name, items)).collect();
    let mut used = 0;
    let fitting = widths.iter().take_while(|column| {
        used += **column + GAP;
        used <= width + GAP
    });
    let fitting = fitting.count().max(1);
    let omitted: Vec<String> = columns.split_off(columns.len().min(fitting));
    let mut table = plain(width);
    table.set_header(Row::from(columns.iter().map(|name| sanitize(name).to_uppercase())));
    for item in items {
        let mut row = Row::from(
            columns.iter().map(|name| item.get(name).map(cell).unwrap_or_default()).collect::<Vec<_>>(),
        );
        row.max_height(MAX_LINES);
        table.add_row(row);
    }
    for (column, width) in table.column_iter_mut().zip(widths) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width + GAP)));
    }
    print(&table, out)?;
    if !omitted.is_empty() {
        out.flush()?;
        let names: Vec<String> = omitted.iter().take(MAX_NAMED).map(|name| sanitize(name)).collect();
        let more = omitted.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        note(&format!(
            "columns that do not fit: {}{more}; select columns with --fields, or use -o json",
            names.join(", ")
        ));
    }
    Ok(())
}

/// Prints one answer, one row per member.
pub fn one(answer: &Value, fields: &[String], out: &mut impl Write) -> io::Result<()> {
    let Value::Object(members) = answer else { return writeln!(out, "{}", cell(answer)) };
    if members.is_empty() {
        return writeln!(out, "(empty)");
    }
    let mut table = plain(width().unwrap_or(DEFAULT_WIDTH));
    let order = columns(std::slice::from_ref(answer), fields);
    // The answer to `ids=` is a map from ids to nodes.
    let by_id = members.len() > 1 && members.values().all(|value| value.get("id").is_some());
    if by_id {
        let rows: Vec<Value> = members.values().cloned().collect();
        return list(&rows, fields, out);
    }
    for name in &order {
        let value = members.get(name).map(cell).unwrap_or_default();
        table.add_row(vec![sanitize(name), value]);
    }
    let names = order.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    if let Some(column) = table.column_mut(0) {
        let names = u16::try_from(names.min(MAX_WORD)).unwrap_or_default() + GAP;
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(names)));
    }
    print(&table, out)
}

/// The minimum width of a column: words such as ids and times are not broken, and texts stay readable.
fn min_width(name: &str, items: &[Value]) -> u16 {
    let cells: Vec<String> = items.iter().filter_map(|item| item.get(name)).map(cell).collect();
    let words = cells.iter().flat_map(|cell| cell.split(' ')).map(|word| word.chars().count());
    let longest = words.max().unwrap_or_default().max(name.chars().count()).min(MAX_WORD);
    let whole = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or_default();
    u16::try_from(longest.max(whole.min(MIN_TEXT_WIDTH))).unwrap_or(u16::MAX)
}

fn plain(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}

fn print(table: &Table, out: &mut impl Write) -> io::Result<()> {
    for line in table.to_string().lines() {
        // The preset pads for borders that it does not draw.
        let line = line.strip_prefix(' ').unwrap_or(line);
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The width of the terminal, or of `COLUMNS`, if the output has one.
pub fn width() -> Option<u16> {
    let configured = || env::var("COLUMNS").ok()?.parse().ok();
    let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
    terminal.or_else(configured).filter(|width| *width > 0)
}

/// The columns of a table: the selected fields in their order, then the other members.
pub(super) fn columns(items: &[Value], fields: &[String]) -> Vec<String> {
    let has = |name: &str| items.iter().any(|item| item.get(name).is_some());
    let mut columns: Vec<String> = Vec::new();
    let first = FIRST_COLUMNS.map(str::to_owned);
    let first = if fields.is_empty() { &first[..] } else { fields };
    columns.extend(first.iter().filter(|name| has(name)).cloned());
    let mut rest: Vec<&String> = Vec::new();
    for name in items.iter().filter_map(Value::as_object).flat_map(Map::keys) {
        if !columns.contains(name) && !rest.contains(&name) {
            rest.push(name);
        }
    }
    // Members that most items have come before rare ones.
    rest.sort_by_cached_key(|name| items.iter().filter(|item| item.get(name.as_str()).is_none()).count());
    columns.extend(rest.into_iter().cloned());
    columns
}

/// The text of a cell. An object is shown by its name, title, message, URL or id.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => sanitize(text),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => joined(items),
        Value::Object(members) => {
            if let Some(items) = members.get("data").and_then(Value::as_array) {
                return joined(items);
            }
            let known = ["name", "title", "message", "url", "id"].iter().find_map(|name| members.get(*name));
            match known.filter(|value| value.is_string()) {
                Some(value) => cell(value),
                None => {
                    let parts: Vec<String> = members
                        .iter()
                        .map(|(name, value)| format!("{}: {}", sanitize(name), cell(value)))
                        .collect();
                    parts.join(", ")
                }
            }
        }
    }
}

fn joined(items: &[Value]) -> String {
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
    fn columns_keep_the_order_of_the_selection() {
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
    fn escape_sequences_are_removed_and_lines_fit_the_width() {
        let items = [json!({ "id": "5", "name": format!("\u{1b}[31m{}", "long ".repeat(100)) })];
        let text = printed(&items, &[]);
        assert!(!text.contains('\u{1b}'), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.lines().count() <= 1 + MAX_LINES, "{text}");
    }
}
