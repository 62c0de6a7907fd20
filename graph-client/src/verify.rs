//! What a person granted: the old answer and the new one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    body::Body,
    error::{Error, ErrorKind, Result},
};

/// Reads `/me/permissions`: `{"data":[{"email":1}]}` of old, `{"data":[{"permission":"email","status":"granted"}]}` since.
pub(crate) fn granted(body: Body<'_>) -> Result<BTreeSet<String>> {
    let value: Value = serde_json::from_slice(body.bytes).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the list of permissions is not JSON: {error}"))
    })?;
    let rows = value.get("data").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut granted = BTreeSet::new();
    for row in rows.iter().filter_map(Value::as_object) {
        match (row.get("permission").and_then(Value::as_str), row.get("status")) {
            (Some(name), status) => {
                if status.and_then(Value::as_str) == Some("granted") {
                    granted.insert(name.to_owned());
                }
            }
            (None, _) => {
                let given = row.iter().filter(|(_, value)| {
                    matches!(value.to_string().as_str(), "1" | "true" | "\"1\"" | "\"true\"")
                });
                granted.extend(given.map(|(name, _)| name.clone()));
            }
        }
    }
    Ok(granted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Api;

    static API: Api = Api { host: "", version: None, errors: &[] };

    #[test]
    fn both_forms() {
        for body in [
            r#"{"data":[{"installed":1,"email":1,"user_likes":0}]}"#,
            r#"{"data":[{"permission":"installed","status":"granted"},{"permission":"email","status":"granted"},{"permission":"user_likes","status":"declined"}]}"#,
        ] {
            let granted: Vec<_> = granted(Body::new(body.as_bytes(), &API)).unwrap().into_iter().collect();
            assert_eq!(granted, ["email", "installed"], "{body}");
        }
        assert!(granted(Body::new(b"{}", &API)).unwrap().is_empty());
    }
}
