//! Aligned columns without wrapping, for lists and cards.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use comfy_table::{ContentArrangement, Table, presets};

const INDENT: &str = "  ";
/// The space between two columns.
const GAP: u16 = 2;

/// Writes rows as indented columns. Columns that are empty in all rows are omitted.
pub fn write_columns<R: AsRef<[String]>>(rows: &[R], out: &mut impl Write) -> io::Result<()> {
    let mut used = BTreeSet::new();
    for row in rows {
        used.extend(row.as_ref().iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, _)| at));
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.add_rows(
        rows.iter().map(|row| used.iter().filter_map(|at| row.as_ref().get(*at)).collect::<Vec<_>>()),
    );
    for column in table.column_iter_mut() {
        column.set_padding((0, GAP));
    }
    for line in table.lines() {
        writeln!(out, "{INDENT}{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_columns;

    #[test]
    fn columns_are_aligned_and_empty_ones_omitted() {
        let rows = [["a", "", "x"], ["longer", "", ""], ["é", "", "日本"]].map(|row| row.map(str::to_owned));
        let mut out = Vec::new();
        write_columns(&rows, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "  a       x\n  longer\n  é       日本\n");
    }
}
