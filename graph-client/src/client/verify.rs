//! Verifying the permissions that a token was granted.

use std::collections::BTreeSet;

use http::Method;
use serde_json::Value;

use super::{App, Client, Pending};
use crate::{
    answer::Body,
    decode::lenient_json,
    error::{Error, ErrorKind, Result},
    facts::{OfApi as _, PageToken, PermissionSet, SystemUserToken, UserToken},
    request::Request,
    send::Settings,
};

impl<S> Client<UserToken, S> {
    /// Verifies that the person granted all permissions of `P`. The returned client checks permissions at
    /// compile time: a call or field that requires any other permission does not compile.
    ///
    /// # Errors
    ///
    /// If permissions are missing, the error has [their names](Error::missing_permissions) and a
    /// [`login_url`](Error::login_url) that requests them.
    ///
    /// ```no_run
    /// use graph_client::{api::{self as fb, user}, *};
    ///
    /// permissions! { pub struct MyApp in fb: [user_likes, publish_stream]; }
    ///
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let me = me.verify::<MyApp>().await?;
    /// # Ok(()) }
    /// ```
    pub fn verify<P: PermissionSet>(&self) -> Pending<Client<UserToken, P>> {
        let this = self.unchecked();
        let request = Request::raw(P::Api::API, Method::GET, "me/permissions");
        Pending::new(move |settings| {
            Box::pin(async move {
                let granted = this.caller()(settings).run(request, granted).await?;
                let missing: Vec<_> =
                    P::NAMES.iter().copied().filter(|name| !granted.contains(*name)).collect();
                if missing.is_empty() {
                    Ok(this.assume::<P>())
                } else {
                    Err(Error::not_granted(missing).with_dialog(this.shared.dialog.as_ref()))
                }
            })
        })
    }
}

macro_rules! verified_by_app {
    ($($token:ident)*) => {$(
        impl<S> Client<$token, S> {
            /// Verifies that the token was granted all permissions of `P`. The returned client checks
            /// permissions at compile time. `app` must be the app that the token was issued to.
            ///
            /// # Errors
            ///
            /// If the token is not valid. If permissions are missing, the error has
            /// [their names](Error::missing_permissions).
            pub fn verify<P: PermissionSet>(&self, app: &App) -> Pending<Client<$token, P>> {
                let (this, app) = (self.unchecked(), app.clone().of(P::Api::API));
                Pending::new(move |settings| {
                    Box::pin(async move {
                        let info = app.debug_token(&this.token).set(|own| *own = settings).await?;
                        if !info.is_valid {
                            let why =
                                info.problem.map(|problem| format!(": {}", problem.message)).unwrap_or_default();
                            let error = Error::new(ErrorKind::Authentication, format!("the token is not valid{why}"));
                            let hidden = this.caller()(Settings::default()).redactor(&Request::raw(
                                P::Api::API,
                                Method::GET,
                                "",
                            ));
                            return Err(error.redacted(&hidden));
                        }
                        let granted = |name: &&str| info.scopes.iter().any(|scope| scope == name);
                        let missing: Vec<_> = P::NAMES.iter().copied().filter(|name| !granted(name)).collect();
                        if missing.is_empty() {
                            Ok(this.assume::<P>())
                        } else {
                            Err(Error::not_granted(missing).with_dialog(this.shared.dialog.as_ref()))
                        }
                    })
                })
            }
        }
    )*};
}

verified_by_app! { PageToken SystemUserToken }

/// Reads the response of `/me/permissions`: `{"data":[{"permission":"email","status":"granted"}]}`, or the
/// old form `{"data":[{"email":1}]}`.
pub(crate) fn granted(body: Body<'_>) -> Result<BTreeSet<String>> {
    let value = lenient_json(body.bytes).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the response with the permissions is not JSON: {error}"))
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
                let granted_names = row.iter().filter(|(_, value)| {
                    matches!(value.to_string().as_str(), "1" | "true" | "\"1\"" | "\"true\"")
                });
                granted.extend(granted_names.map(|(name, _)| name.clone()));
            }
        }
    }
    Ok(granted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Api;

    static API: Api = Api { host: "", version: None, dialog: None, hosts: &[], errors: &[], common: &[] };

    #[test]
    fn reads_the_old_and_the_new_form() {
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
