//! Takes secrets out of what is printed. Answers hold them: links to further pages embed the token, and
//! Pages come with tokens of their own.

use serde_json::Value;

const MARK: &str = "<hidden>";

/// Members of answers and parameters of addresses that are secrets.
pub const SECRETS: [&str; 6] =
    ["access_token", "appsecret_proof", "client_secret", "fb_exchange_token", "input_token", "machine_id"];

/// Secrets that are known.
#[derive(Clone, Default)]
pub struct Hide(Vec<String>);

impl Hide {
    /// Adds a secret, in the forms that texts have it in.
    pub fn add(&mut self, secret: &str) {
        let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        for form in [secret.to_owned(), encoded.to_lowercase(), encoded] {
            if form.len() > 3 && !self.0.contains(&form) {
                self.0.push(form);
            }
        }
        // Of an app's token everybody knows the id.
        if let Some((_, secret)) = secret.split_once('|') {
            self.add(secret);
        }
        self.0.sort_by_key(|form| std::cmp::Reverse(form.len()));
    }

    /// An answer without secrets; the second is whether there were some that it was asked for.
    pub fn json(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => {
                *text = self.text(text);
                false
            }
            Value::Array(items) => items.iter_mut().fold(false, |any, item| self.json(item) | any),
            Value::Object(members) => {
                let mut any = false;
                for (name, value) in members {
                    if SECRETS.contains(&name.as_str()) && value.is_string() {
                        *value = Value::String(MARK.to_owned());
                        any = true;
                    } else {
                        any |= self.json(value);
                    }
                }
                any
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    /// A text without secrets.
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for name in SECRETS {
            parameter(&mut text, name);
        }
        for secret in &self.0 {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), MARK);
            }
        }
        text
    }
}

/// Takes a parameter out of an address.
fn parameter(text: &mut String, name: &str) {
    let sign = format!("{name}=");
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(&sign)) {
        let start = from + at + sign.len();
        let rest = text.get(start..).unwrap_or_default();
        let ends = |c: char| c == '&' || c == '"' || c == '\'' || c.is_whitespace();
        let length = rest.find(ends).unwrap_or(rest.len());
        text.replace_range(start..start + length, MARK);
        from = start + MARK.len();
    }
}

/// A text for a terminal: nothing in it steers the terminal.
pub fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_taken_out_of_answers() {
        let mut hide = Hide::default();
        hide.add("12|se+cret");
        let mut answer = serde_json::json!({
            "paging": { "next": "https://x/me?access_token=OTHER&limit=5" },
            "data": [{ "access_token": "PAGE", "name": "of se+cret and 12%7Cse%2Bcret", "error": "a 12|se+cret b" }],
        });
        assert!(hide.json(&mut answer));
        let text = answer.to_string();
        for secret in ["OTHER", "PAGE", "se+cret", "se%2B"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert!(text.contains("access_token=<hidden>&limit=5"), "{text}");
    }
}
