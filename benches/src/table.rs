//! Rows as a table for people, and as a line of JSON each.

use std::fmt::Write;

use crate::{Row, Unit};

const HEAD: [&str; 6] = ["group", "what, and against what", "ours", "other", "ratio", "note"];

/// One table, in Markdown, its columns as wide as they must be.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 6]> = rows.iter().map(cells).collect();
    let head = HEAD.map(str::to_owned);
    let mut widths = [0; 6];
    for line in cells.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut out = String::new();
    write_line(&mut out, &head, &widths);
    let rule: Vec<String> = (0..6)
        .zip(widths)
        .map(|(column, width)| if figures(column) { format!("{:->width$}", ":") } else { "-".repeat(width) })
        .collect();
    write_line(&mut out, &rule, &widths);
    for line in &cells {
        write_line(&mut out, line, &widths);
    }
    out
}

fn figures(column: usize) -> bool {
    (2..=4).contains(&column)
}

fn write_line(out: &mut String, cells: &[String], widths: &[usize]) {
    for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        // Nothing fails to be written to a `String`.
        let _ =
            if figures(column) { write!(out, "| {cell:>width$} ") } else { write!(out, "| {cell:<width$} ") };
    }
    out.push_str("|\n");
}

fn cells(row: &Row) -> [String; 6] {
    let figure = |figure: f64| match row.unit {
        Unit::Seconds => seconds(figure),
        Unit::Cpu => format!("{figure:.2} s cpu"),
        Unit::Bytes => format!("{:.1} MB", figure / 1e6),
    };
    let ratio = row.ratio.map(ratio).unwrap_or_default();
    let goal = match (row.goal, row.ratio) {
        (Some(goal), Some(reached)) if reached > goal * 1.005 => format!("MISSES {}", self::ratio(goal)),
        (Some(goal), _) => format!("goal {}", self::ratio(goal)),
        (None, _) => String::new(),
    };
    let between = if goal.is_empty() || row.note.is_empty() { "" } else { "; " };
    let note = format!("{goal}{between}{}", row.note);
    [
        row.group.clone(),
        row.name.clone(),
        figure(row.ours),
        row.other.map(figure).unwrap_or_default(),
        ratio,
        note,
    ]
}

fn seconds(seconds: f64) -> String {
    match seconds {
        under if under < 1e-6 => format!("{:.0} ns", under * 1e9),
        under if under < 1e-3 => format!("{:.2} µs", under * 1e6),
        under if under < 1.0 => format!("{:.2} ms", under * 1e3),
        more => format!("{more:.2} s"),
    }
}

fn ratio(ratio: f64) -> String {
    if ratio > 0.0 && ratio < 0.2 { format!("1/{:.1}", 1.0 / ratio) } else { format!("{ratio:.2}") }
}

/// One object a row, one a line.
pub fn json(rows: &[Row]) -> String {
    let number = |number: Option<f64>| match number {
        Some(number) if number.is_finite() => number.to_string(),
        _ => "null".to_owned(),
    };
    rows.iter()
        .map(|row| {
            format!(
                "{{\"group\":{},\"row\":{},\"ours\":{},\"other\":{},\"ratio\":{},\"unit\":{},\"goal\":{},\"note\":{}}}\n",
                text(&row.group),
                text(&row.name),
                number(Some(row.ours)),
                number(row.other),
                number(row.ratio),
                text(row.unit.word()),
                number(row.goal),
                text(&row.note),
            )
        })
        .collect()
}

fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_a_row_holds() {
        let met = Row::against("decode", "a page", Unit::Seconds, 5e-5, 1e-4).goal(0.6);
        let missed = Row::against("compile", "all", Unit::Cpu, 5.0, 50.0).goal(1.0 / 30.0).note("one run");
        let shown = table(&[met, missed]);
        assert!(shown.contains("|   50.00 µs |   100.00 µs |   0.50 | goal 0.60"), "{shown}");
        assert!(shown.contains("| 1/10.0 | MISSES 1/30.0; one run |"), "{shown}");
    }

    #[test]
    fn json_holds_the_same() {
        let row = Row::alone("a", "\"b\"", Unit::Bytes, 1.0);
        assert_eq!(
            json(&[row]),
            "{\"group\":\"a\",\"row\":\"\\\"b\\\"\",\"ours\":1,\"other\":null,\"ratio\":null,\"unit\":\"bytes\",\"goal\":null,\"note\":\"\"}\n"
        );
    }
}
