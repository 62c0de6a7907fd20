//! `signed_request`: sent by the platform to callbacks for deauthorization and data deletion, and to web views.

use std::fmt;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Map, Value};

use super::{Rejected, Webhooks, signer::Signer};
use crate::value::{DateTime, Secret};
use http::StatusCode;

/// Base64 for URLs. The platform leaves out the padding; a signature with padding is accepted.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The only algorithm that is accepted.
const ALGORITHM: &str = "HMAC-SHA256";

/// A `signed_request` whose signature is valid. Returned by [`Webhooks::signed_request`].
///
/// Which members are present depends on where the platform sent it. `Debug` hides tokens and codes.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// The id of the person for your app (app-scoped).
    pub user_id: Option<String>,
    /// The id of the Page, if a Page removed the app or opened a tab.
    pub page_id: Option<String>,
    /// The id of the person for the Page (page-scoped), in a web view of Messenger.
    pub psid: Option<String>,
    /// When the request was signed. An old request may be a replay.
    pub issued_at: Option<DateTime>,
    /// When the token expires; `None` if it does not expire, or if there is no token.
    pub expires: Option<DateTime>,
    /// A code to exchange for a token.
    pub code: Option<Secret>,
    /// The person's token.
    pub oauth_token: Option<Secret>,
    /// All members, including the above. May contain secrets.
    pub members: Map<String, Value>,
}

impl Webhooks {
    /// Verifies and reads a `signed_request`, the form parameter that the platform posts to the callbacks for
    /// deauthorization and data deletion, and passes to web views. The signature is checked in constant time against
    /// every app secret.
    ///
    /// ```
    /// use graph_client::{AppSecret, webhooks::Webhooks};
    ///
    /// let webhooks = Webhooks::new(AppSecret::new("an app's secret"), "");
    /// # let text = webhooks.sign_request(&serde_json::json!({ "user_id": "218471" }));
    /// let request = webhooks.signed_request(&text)?;
    /// assert_eq!(request.user_id.as_deref(), Some("218471"));
    /// # Ok::<(), graph_client::webhooks::Rejected>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is malformed, if its algorithm is not HMAC-SHA256, or if its signature matches none of the secrets.
    pub fn signed_request(&self, text: &str) -> Result<SignedRequest, Rejected> {
        let invalid = |reason: &str| Rejected::new(StatusCode::BAD_REQUEST, reason);
        let (signature, payload) = text
            .trim()
            .split_once('.')
            .ok_or_else(|| invalid("not a `signed_request`: expected a signature, a dot and a payload"))?;
        let decoded = BASE64.decode(signature).ok();
        let signature =
            decoded.ok_or_else(|| invalid("the signature of the `signed_request` is not base64"))?;
        let signed_with = |secret: &Signer| {
            let key = secret.text().as_bytes();
            let is_valid = Hmac::<sha2::Sha256>::new_from_slice(key)
                .is_ok_and(|mac| mac.chain_update(payload.as_bytes()).verify_slice(&signature).is_ok());
            // Anyone can sign with an empty secret.
            is_valid & !key.is_empty()
        };
        // Try all secrets, so that the time taken does not reveal which one matched.
        if !self.secrets.iter().fold(false, |any, secret| any | signed_with(secret)) {
            return Err(Rejected::new(
                StatusCode::FORBIDDEN,
                "the signature does not match the `signed_request`; check the app secret",
            ));
        }
        let decoded = BASE64.decode(payload).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let members: Map<String, Value> =
            decoded.ok_or_else(|| invalid("the payload of the `signed_request` is not a JSON object"))?;
        let algorithm = members.get("algorithm").and_then(Value::as_str);
        if algorithm.is_some_and(|algorithm| !algorithm.eq_ignore_ascii_case(ALGORITHM)) {
            return Err(invalid("the algorithm of the `signed_request` is not HMAC-SHA256"));
        }
        Ok(SignedRequest::of(members))
    }

    /// Signs a JSON object as a `signed_request`, for testing your callbacks.
    pub fn sign_request(&self, members: &Value) -> String {
        let mut members = members.as_object().cloned().unwrap_or_default();
        members.entry("algorithm").or_insert_with(|| ALGORITHM.into());
        let payload = BASE64.encode(Value::Object(members).to_string());
        let secret = self.secrets.first().map(Signer::text).unwrap_or_default();
        let mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes());
        let signature = mac.map(|mac| mac.chain_update(payload.as_bytes()).finalize().into_bytes());
        format!("{}.{payload}", signature.map(|bytes| BASE64.encode(bytes)).unwrap_or_default())
    }
}

impl SignedRequest {
    fn of(members: Map<String, Value>) -> Self {
        let text = |name: &str| match members.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let secret = |name: &str| text(name).filter(|text| !text.is_empty()).map(Secret::new);
        let time = |name: &str| {
            let seconds = text(name)?.parse().ok().filter(|seconds| *seconds > 0)?;
            DateTime::from_unix_seconds(seconds)
        };
        let page = members.get("page").and_then(|page| page.get("id")).and_then(Value::as_str);
        Self {
            user_id: text("user_id"),
            page_id: text("page_id").or_else(|| text("profile_id")).or_else(|| page.map(str::to_owned)),
            psid: text("psid"),
            issued_at: time("issued_at"),
            expires: time("expires"),
            code: secret("code"),
            oauth_token: secret("oauth_token"),
            members,
        }
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("user_id", &self.user_id)
            .field("page_id", &self.page_id)
            .field("psid", &self.psid)
            .field("issued_at", &self.issued_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::secrecy::AppSecret;

    fn webhooks(secret: &str) -> Webhooks {
        Webhooks::new(AppSecret::new(secret), "")
    }

    /// Made with Python's hmac and base64, with the secret `secret`: without padding, with a dash and an underscore.
    const MADE_ELSEWHERE: &str = "KXBG5RP3ik_RF8OhAOKAUcyjRPC36i-JlhKrl7h-eQk.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsInVzZXJfaWQiOjIxODQ3MSwicHJvZmlsZV9pZCI6IjEwNTAiLCJpc3N1ZWRfYXQiOjEzNTQ4MDA1MDEsImV4cGlyZXMiOjAsIm9hdXRoX3Rva2VuIjoiaFVzSHNFY1JlVG1BckstdG9rZW4iLCJvZGQiOiJ-fn4_Pz8iLCJuIjowfQ";

    #[test]
    fn one_that_was_made_elsewhere_is_read() {
        let request = webhooks("secret").signed_request(MADE_ELSEWHERE).unwrap();
        assert_eq!(request.user_id.as_deref(), Some("218471"));
        assert_eq!(request.page_id.as_deref(), Some("1050"));
        assert_eq!(request.issued_at.unwrap().to_string(), "2012-12-06T13:28:21+0000");
        assert_eq!(request.expires, None);
        assert_eq!(request.oauth_token.as_ref().map(Secret::expose), Some("hUsHsEcReTmArK-token"));
        assert!(!format!("{request:?}").contains("token"), "{request:?}");
        assert_eq!(request.members["odd"], "~~~???");
        let (signature, payload) = MADE_ELSEWHERE.split_once('.').unwrap();
        assert!(webhooks("secret").signed_request(&format!("{signature}=.{payload}")).is_ok());
        let later = format!("{MADE_ELSEWHERE}=");
        assert!(webhooks("secret").signed_request(&later).is_err());
    }

    #[test]
    fn what_is_not_signed_with_a_secret_is_refused() {
        let text = webhooks("old").sign_request(&json!({ "user_id": 5 }));
        let status =
            |webhooks: &Webhooks, text: &str| webhooks.signed_request(text).err().map(|error| error.status());
        let forbidden = Some(StatusCode::FORBIDDEN);
        assert_eq!(status(&webhooks("old"), &text), None);
        assert_eq!(status(&webhooks("new"), &text), forbidden);
        assert_eq!(status(&webhooks("new").or_signed_with(AppSecret::new("old")), &text), None);
        // Anybody could sign with an empty secret.
        assert_eq!(status(&webhooks(""), &webhooks("").sign_request(&json!({}))), forbidden);
        // Every changed character of the payload or the signature breaks it.
        for at in 0..text.len() {
            let changed: String = text
                .char_indices()
                .map(|(place, c)| if place == at { if c == 'A' { 'B' } else { 'A' } } else { c })
                .collect();
            let refused = status(&webhooks("old"), &changed);
            assert!(refused.is_some() || changed == text, "{at}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        let secret = webhooks("secret");
        for (text, reason) in [
            ("", "expected a signature"),
            ("nothing", "expected a signature"),
            ("*.e30", "not base64"),
            (&*secret.sign_request(&json!({ "algorithm": "none" })), "not HMAC-SHA256"),
        ] {
            let error = secret.signed_request(text).unwrap_err();
            assert!(error.to_string().contains(reason), "{text}: {error}");
        }
    }
}
