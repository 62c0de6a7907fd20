//! Writes JSON in the layout of the project's schema files: members keep their order, short values stay on one line.
//!
//! The writer of `serde_json` puts either everything on one line or every element on its own, and its objects are
//! sorted by key.

/// The preferred maximum width of a line.
const WIDTH: usize = 110;

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    Text(String),
    Flag(bool),
    Number(u32),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text of a file. Its outermost object is never on one line.
    pub(crate) fn file(members: Vec<(String, Self)>) -> String {
        let mut out = String::new();
        broken_object(&members, 0, &mut out);
        out.push('\n');
        out
    }

    /// Writes the value. `used` columns of the line precede it, and `after` columns follow.
    fn write(&self, indent: usize, used: usize, after: usize, out: &mut String) {
        let line = self.on_one_line();
        if used + line.chars().count() + after <= WIDTH {
            out.push_str(&line);
            return;
        }
        match self {
            Self::Text(_) | Self::Flag(_) | Self::Number(_) => out.push_str(&line),
            Self::List(items) => filled_list(items, indent, out),
            Self::Object(members) => broken_object(members, indent, out),
        }
    }

    fn on_one_line(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::on_one_line).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(members) if members.is_empty() => "{}".into(),
            Self::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("{}: {}", quoted(key), value.on_one_line()))
                    .collect();
                format!("{{ {} }}", members.join(", "))
            }
        }
    }
}

/// An object without the members that are `None`.
pub(crate) fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    Json::Object(members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
}

fn broken_object(members: &[(String, Json)], indent: usize, out: &mut String) {
    out.push('{');
    for (at, (key, value)) in members.iter().enumerate() {
        let comma = usize::from(at + 1 < members.len());
        new_line(indent + 2, out);
        let key = quoted(key);
        out.push_str(&key);
        out.push_str(": ");
        value.write(indent + 2, indent + 2 + key.chars().count() + 2, comma, out);
        out.push_str(&","[..comma]);
    }
    new_line(indent, out);
    out.push('}');
}

/// Fills each line with as many items as fit.
fn filled_list(items: &[Json], indent: usize, out: &mut String) {
    out.push('[');
    let mut used = WIDTH;
    for (at, item) in items.iter().enumerate() {
        let comma = usize::from(at + 1 < items.len());
        let line = item.on_one_line();
        let long = line.chars().count();
        if used + 1 + long + comma > WIDTH {
            new_line(indent + 2, out);
            used = indent + 2;
        } else {
            out.push(' ');
            used += 1;
        }
        item.write(indent + 2, used, comma, out);
        out.push_str(&","[..comma]);
        used += long + comma;
    }
    new_line(indent, out);
    out.push(']');
}

fn new_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{Json, object};

    #[test]
    fn short_values_stay_on_one_line() {
        let words = (0..20).map(|at| Json::text(format!("WORD_{at}"))).collect();
        let file = Json::file(vec![
            (
                "short".into(),
                object([("type", Some(Json::text("say \"hi\""))), ("required", Some(Json::Flag(true)))]),
            ),
            ("words".into(), Json::List(words)),
            ("empty".into(), Json::Object(Vec::new())),
        ]);
        expect![[r#"
            {
              "short": { "type": "say \"hi\"", "required": true },
              "words": [
                "WORD_0", "WORD_1", "WORD_2", "WORD_3", "WORD_4", "WORD_5", "WORD_6", "WORD_7", "WORD_8", "WORD_9",
                "WORD_10", "WORD_11", "WORD_12", "WORD_13", "WORD_14", "WORD_15", "WORD_16", "WORD_17", "WORD_18",
                "WORD_19"
              ],
              "empty": {}
            }
        "#]]
        .assert_eq(&file);
    }
}
