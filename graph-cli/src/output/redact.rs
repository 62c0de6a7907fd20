//! Removes secrets from printed text. Responses contain them: links to further pages include the access token, and
//! Pages come with their own tokens.

use graph_wire::secret::is_credential;
use serde_json::Value;

const MASK: &str = "<hidden>";

/// Removes known secrets, and the values of members and parameters that hold secrets.
#[derive(Clone, Default)]
pub struct Redactor(Vec<String>);

impl Redactor {
    /// Adds a secret, as it is and percent-encoded.
    pub fn add(&mut self, secret: &str) {
        let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        for form in [secret.to_owned(), encoded.to_lowercase(), encoded] {
            if form.len() > 3 && !self.0.contains(&form) {
                self.0.push(form);
            }
        }
        // An app token is `APP_ID|SECRET`. The id is public.
        if let Some((_, secret)) = secret.split_once('|') {
            self.add(secret);
        }
        self.0.sort_by_key(|form| std::cmp::Reverse(form.len()));
    }

    /// Redacts an answer in place. Returns whether a member was masked because of its name.
    pub fn redact_json(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => {
                *text = self.redact(text);
                false
            }
            Value::Array(items) => items.iter_mut().fold(false, |any, item| self.redact_json(item) | any),
            Value::Object(members) => {
                let mut any = false;
                for (name, value) in members {
                    if is_credential(name) && value.is_string() {
                        *value = Value::String(MASK.to_owned());
                        any = true;
                    } else {
                        any |= self.redact_json(value);
                    }
                }
                any
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    /// The text without secrets.
    pub fn redact(&self, text: &str) -> String {
        let mut text = mask_parameters(text);
        for secret in &self.0 {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), MASK);
            }
        }
        text
    }
}

/// Masks the values of secret parameters (`access_token=..`) in URLs and forms inside a text.
fn mask_parameters(text: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ends_value = |c: char| matches!(c, '&' | '"' | '\'') || c.is_whitespace();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        out.push_str(before);
        out.push('=');
        rest = after;
        let name = before.rsplit(|c| !is_name(c)).next().unwrap_or_default();
        // A longer name may also end in that of a secret: `page_access_token`.
        if (0..name.len()).any(|at| name.get(at..).is_some_and(is_credential)) {
            out.push_str(MASK);
            rest = after.find(ends_value).and_then(|end| after.get(end..)).unwrap_or_default();
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted_in_answers() {
        let mut redactor = Redactor::default();
        redactor.add("12|se+cret");
        let mut answer = serde_json::json!({
            "paging": { "next": "https://x/me?access_token=OTHER&limit=5" },
            "data": [{ "access_token": "PAGE", "name": "of se+cret and 12%7Cse%2Bcret", "error": "a 12|se+cret b" }],
        });
        assert!(redactor.redact_json(&mut answer));
        let text = answer.to_string();
        for secret in ["OTHER", "PAGE", "se+cret", "se%2B"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert!(text.contains("access_token=<hidden>&limit=5"), "{text}");
    }

    #[test]
    fn only_values_of_secret_parameters_are_masked() {
        for (text, redacted) in [
            ("a=1&access_token=x=y&b=2", "a=1&access_token=<hidden>&b=2"),
            ("see https://h/me?Access_Token=x \"b=2\"", "see https://h/me?Access_Token=<hidden> \"b=2\""),
            ("page_access_token=x", "page_access_token=<hidden>"),
            ("access_token=", "access_token=<hidden>"),
            ("error code=190, no equals sign: access_token", "error code=190, no equals sign: access_token"),
        ] {
            assert_eq!(Redactor::default().redact(text), redacted);
        }
    }
}
