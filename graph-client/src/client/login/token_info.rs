//! The response of `debug_token`.

use serde_json::Value;

use crate::{
    answer::Body,
    decode::lenient_json,
    error::{Error, ErrorKind, Result},
    value::DateTime,
};

/// The platform's description of an access token. Returned by [`App::debug_token`](super::App::debug_token).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TokenInfo {
    /// The id of the app that the token was issued to.
    pub app_id: Option<String>,
    /// The name of that app.
    pub application: Option<String>,
    /// The kind of token: `USER`, `PAGE`, `APP` or `SYSTEM_USER`.
    pub kind: Option<String>,
    /// Whether the platform accepts the token.
    pub is_valid: bool,
    /// When the token expires; `None` if it does not.
    pub expires_at: Option<DateTime>,
    /// When the app's access to the person's data expires; `None` if it does not.
    pub data_access_expires_at: Option<DateTime>,
    /// When the token was issued.
    pub issued_at: Option<DateTime>,
    /// The permissions that were granted.
    pub scopes: Vec<String>,
    /// The permissions that were granted for selected objects, such as some of the person's Pages.
    pub granular_scopes: Vec<GranularScope>,
    /// The id of the person.
    pub user_id: Option<String>,
    /// The id of the Page, if this is a Page token.
    pub profile_id: Option<String>,
    /// Why the token is not valid.
    pub problem: Option<TokenProblem>,
}

impl TokenInfo {
    /// The ids of the objects for which a permission was granted, such as the WhatsApp accounts that a business shared
    /// in an Embedded Signup. Empty if the permission was not granted, or if it was granted for all objects.
    pub fn targets(&self, scope: &str) -> impl Iterator<Item = &str> {
        let rows = self.granular_scopes.iter().filter(move |row| row.scope == scope);
        rows.flat_map(|row| row.target_ids.iter().flatten()).map(String::as_str)
    }
}

/// A permission that was granted for selected objects.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GranularScope {
    /// The permission.
    pub scope: String,
    /// The ids of the objects for which it was granted; `None` means all objects.
    pub target_ids: Option<Vec<String>>,
}

/// Why a token is not valid.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TokenProblem {
    /// The error code, usually 190.
    pub code: Option<i64>,
    /// The subcode, such as 463 for an expired token.
    pub subcode: Option<i64>,
    /// The platform's message.
    pub message: String,
}

pub(super) fn read(body: Body<'_>) -> Result<TokenInfo> {
    let json = lenient_json(body.bytes).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the response of `debug_token` is not JSON: {error}"))
    })?;
    let data = json.get("data").unwrap_or(&Value::Null);
    let get = |name: &str| data.get(name).filter(|value| !value.is_null());
    // 0 stands for "never".
    let time = |name: &str| {
        let seconds = get(name).and_then(number).filter(|seconds| *seconds > 0)?;
        DateTime::from_unix_seconds(seconds)
    };
    let granular = get("granular_scopes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Ok(TokenInfo {
        app_id: get("app_id").and_then(text),
        application: get("application").and_then(text),
        kind: get("type").and_then(text),
        is_valid: get("is_valid").and_then(Value::as_bool).unwrap_or(false),
        expires_at: time("expires_at"),
        data_access_expires_at: time("data_access_expires_at"),
        issued_at: time("issued_at"),
        scopes: get("scopes").map(texts).unwrap_or_default(),
        granular_scopes: granular.iter().filter_map(granular_scope).collect(),
        user_id: get("user_id").and_then(text),
        profile_id: get("profile_id").and_then(text),
        problem: get("error").map(problem),
    })
}

fn granular_scope(row: &Value) -> Option<GranularScope> {
    Some(GranularScope { scope: text(row.get("scope")?)?, target_ids: row.get("target_ids").map(texts) })
}

fn problem(error: &Value) -> TokenProblem {
    let code = |name: &str| error.get(name).and_then(number);
    let message = error.get("message").and_then(text).unwrap_or_default();
    TokenProblem { code: code("code"), subcode: code("subcode"), message }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(text).collect()
}

/// A string, or a number as one: ids come as both.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Api;

    static API: Api = Api { host: "", version: None, dialog: None, hosts: &[], errors: &[], common: &[] };

    #[test]
    fn typed_members() {
        let body = br#"{"data":{"app_id":"12","type":"USER","is_valid":false,"expires_at":1354800501,
            "data_access_expires_at":0,"scopes":["email"],"user_id":5,
            "granular_scopes":[{"scope":"pages_show_list","target_ids":["7"]},{"scope":"email"}],
            "error":{"code":190,"subcode":463,"message":"expired"}}}"#;
        let info = read(Body::new(body, &API)).unwrap();
        assert_eq!(info.expires_at.unwrap().to_string(), "2012-12-06T13:28:21+0000");
        assert_eq!((info.data_access_expires_at, info.user_id.as_deref()), (None, Some("5")));
        let [pages, email] = info.granular_scopes.as_slice() else { panic!("{info:?}") };
        assert_eq!(pages.target_ids.as_deref(), Some(&["7".to_owned()][..]));
        assert_eq!(info.targets("pages_show_list").collect::<Vec<_>>(), ["7"]);
        assert_eq!(info.targets("email").count() + info.targets("other").count(), 0);
        assert_eq!((email.scope.as_str(), &email.target_ids), ("email", &None));
        let problem = info.problem.unwrap();
        assert_eq!(
            (problem.code, problem.subcode, problem.message.as_str()),
            (Some(190), Some(463), "expired")
        );
    }
}
