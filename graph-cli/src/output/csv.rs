//! Answers as CSV, for spreadsheets.

use std::{borrow::Cow, io};

use csv::Writer;
use serde_json::Value;

use super::table;

/// The column of items that are not objects.
const ONLY: &str = "value";

/// Prints a header, and a row for each item. The columns are the selected fields, or all members that occur.
pub fn list(items: &[Value], fields: &[String], out: &mut impl io::Write) -> io::Result<()> {
    let columns = match fields {
        [] => table::columns(items, &[]),
        fields => fields.to_vec(),
    };
    let mut writer = Writer::from_writer(out);
    if columns.is_empty() {
        writer.write_record([ONLY])?;
        for item in items {
            writer.write_record([cell(item).as_ref()])?;
        }
    } else {
        writer.write_record(&columns)?;
        for item in items {
            let cells = columns.iter().map(|name| item.get(name).map_or(Cow::Borrowed(""), cell));
            writer.write_record(cells.map(|cell| cell.into_owned()))?;
        }
    }
    writer.flush()
}

/// The text of a cell: of an object or list, its JSON.
fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(items: &[Value], fields: &[&str]) -> String {
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        let mut out = Vec::new();
        list(items, &fields, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_item_is_a_row() {
        let items = [
            json!({ "id": "6", "name": "Rye, \"fresh\"", "from": { "id": "5" } }),
            json!({ "message": "two\nlines", "id": "7", "likes": [1, true], "gone": null }),
        ];
        assert_eq!(printed(&items, &["name", "id"]), "name,id\n\"Rye, \"\"fresh\"\"\",6\n,7\n");
        assert_eq!(
            printed(&items, &[]),
            "id,name,message,from,gone,likes\n6,\"Rye, \"\"fresh\"\"\",,\"{\"\"id\"\":\"\"5\"\"}\",,\n\
             7,,\"two\nlines\",,,\"[1,true]\"\n"
        );
        assert_eq!(printed(&[json!("a,b"), json!(1)], &[]), "value\n\"a,b\"\n1\n");
        assert_eq!(printed(&[], &["id"]), "id\n");
    }
}
