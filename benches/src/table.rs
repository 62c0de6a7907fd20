//! Formats rows as a table.

use std::fmt::Write;

use crate::{Row, Unit};

const HEAD: [&str; 6] = ["group", "measured, reference", "ours", "other", "ratio", "note"];

/// Formats a Markdown table with aligned columns.
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
        .map(
            |(column, width)| if is_number(column) { format!("{:->width$}", ":") } else { "-".repeat(width) },
        )
        .collect();
    write_line(&mut out, &rule, &widths);
    for line in &cells {
        write_line(&mut out, line, &widths);
    }
    out
}

fn is_number(column: usize) -> bool {
    (2..=4).contains(&column)
}

fn write_line(out: &mut String, cells: &[String], widths: &[usize]) {
    for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        // Writing to a `String` cannot fail.
        let _ = if is_number(column) {
            write!(out, "| {cell:>width$} ")
        } else {
            write!(out, "| {cell:<width$} ")
        };
    }
    out.push_str("|\n");
}

fn cells(row: &Row) -> [String; 6] {
    let value = |value: f64| match row.unit {
        Unit::Seconds => seconds(value),
        Unit::Cpu => format!("{value:.2} s cpu"),
        Unit::Bytes => format!("{:.1} MB", value / 1e6),
    };
    let ratio = row.ratio.map(ratio).unwrap_or_default();
    let goal = match (row.goal, row.ratio) {
        (Some(goal), Some(reached)) if reached > goal * 1.005 => format!("MISSES {}", self::ratio(goal)),
        (Some(goal), _) => format!("goal {}", self::ratio(goal)),
        (None, _) => String::new(),
    };
    let separator = if goal.is_empty() || row.note.is_empty() { "" } else { "; " };
    let note = format!("{goal}{separator}{}", row.note);
    [
        row.group.clone(),
        row.name.clone(),
        value(row.ours),
        row.other.map(value).unwrap_or_default(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_values_ratios_and_goals() {
        let met = Row::against("decode", "a page", Unit::Seconds, 5e-5, 1e-4).goal(0.6);
        let missed = Row::against("compile", "all", Unit::Cpu, 5.0, 50.0).goal(1.0 / 30.0).note("one run");
        let shown = table(&[met, missed]);
        assert!(shown.contains("|   50.00 µs |   100.00 µs |   0.50 | goal 0.60"), "{shown}");
        assert!(shown.contains("| 1/10.0 | MISSES 1/30.0; one run |"), "{shown}");
    }
}
