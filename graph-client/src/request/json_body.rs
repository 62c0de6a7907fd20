//! The members of a JSON body.

use serde_json::Value;

/// The members of a JSON body, in the order in which they were set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct JsonBody(Vec<Member>);

/// A member.
#[derive(Clone, Debug, PartialEq)]
struct Member {
    name: &'static str,
    /// JSON text.
    value: String,
    /// Whether the value is an object whose members are members of the body.
    is_flat: bool,
}

impl JsonBody {
    /// Sets a member.
    pub(super) fn put(&mut self, name: &'static str, value: String) {
        self.set(Member { name, value, is_flat: false });
    }

    /// Sets the members of an object, under a name that is not sent.
    pub(super) fn put_flat(&mut self, name: &'static str, value: String) {
        self.set(Member { name, value, is_flat: true });
    }

    fn set(&mut self, member: Member) {
        match self.0.iter_mut().find(|known| known.name == member.name) {
            Some(known) => *known = member,
            None => self.0.push(member),
        }
    }

    /// The value of a member as JSON.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|member| member.name == name && !member.is_flat);
        found.map(|member| member.value.as_str())
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.0.retain(|member| member.name != name);
    }

    pub(super) fn extend(&mut self, other: Self) {
        other.0.into_iter().for_each(|member| self.set(member));
    }

    /// The body.
    pub(super) fn text(&self) -> String {
        let length = self.0.iter().map(|member| member.name.len() + member.value.len() + 4).sum::<usize>();
        let mut text = String::with_capacity(length + 2);
        text.push('{');
        for member in &self.0 {
            let inner = if member.is_flat { inner(&member.value) } else { &member.value };
            if inner.is_empty() {
                continue;
            }
            if text.len() > 1 {
                text.push(',');
            }
            if !member.is_flat {
                // Names in the schema need no escapes.
                text.push('"');
                text.push_str(member.name);
                text.push_str("\":");
            }
            text.push_str(inner);
        }
        text.push('}');
        text
    }

    /// The body, without the values of secret members.
    pub(super) fn shown(&self, is_secret: impl Fn(&str) -> bool) -> String {
        let mut shown = self.clone();
        const HIDDEN: &str = "<hidden>";
        for member in &mut shown.0 {
            if member.is_flat && members(&member.value).iter().any(|(name, _)| is_secret(name)) {
                let Ok(Value::Object(mut object)) = serde_json::from_str(&member.value) else { continue };
                object
                    .iter_mut()
                    .filter(|(name, _)| is_secret(name))
                    .for_each(|(_, value)| *value = HIDDEN.into());
                member.value = Value::Object(object).to_string();
            } else if is_secret(member.name) {
                member.value = format!("\"{HIDDEN}\"");
            }
        }
        shown.text()
    }

    /// The members as parameters of a form: strings without quotes, everything else as JSON.
    pub(super) fn members(&self) -> Vec<(String, String)> {
        let each = self.0.iter().flat_map(|member| match member.is_flat {
            true => members(&member.value),
            false => vec![(member.name.to_owned(), plain(&member.value))],
        });
        each.collect()
    }
}

/// The text between the braces of an object.
fn inner(object: &str) -> &str {
    object.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default()
}

/// A JSON string without its quotes, anything else as it is.
pub(crate) fn plain(json: &str) -> String {
    match json.starts_with('"') {
        true => serde_json::from_str(json).unwrap_or_else(|_| json.to_owned()),
        false => json.to_owned(),
    }
}

/// The members of a JSON object as parameters of a form.
pub(super) fn members(object: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(members)) = serde_json::from_str(object) else { return Vec::new() };
    let text = |value: Value| match value {
        Value::String(text) => text,
        value => value.to_string(),
    };
    members.into_iter().map(|(name, value)| (name, text(value))).collect()
}
