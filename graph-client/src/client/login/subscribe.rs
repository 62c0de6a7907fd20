//! The app's subscriptions to webhooks.

use http::Method;
use serde_json::Value;

use super::{App, Pending};
use crate::{
    answer::Body,
    error::{Error, ErrorKind, Result},
    facts::AppToken,
    request::Request,
    send::Caller,
};

impl App {
    /// Subscribes the app to webhooks for fields of an object, such as `whatsapp_business_account` or `page`.
    ///
    /// The platform immediately calls the URL, which must answer the handshake: `webhooks::Webhooks` does so if it has
    /// the same verify token. The subscription replaces an earlier one to the same object.
    ///
    /// Some objects must also be subscribed individually: a Page or a WhatsApp account, with its `subscribed_apps`.
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(app: login::App, verify_token: Secret) -> Result<()> {
    /// app.subscribe("page", ["messages", "messaging_postbacks"], "https://bot.example/hook", &verify_token).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Code 2200 if the URL does not answer the handshake.
    pub fn subscribe(
        &self,
        object: &str,
        fields: impl IntoIterator<Item = impl AsRef<str>>,
        callback_url: &str,
        verify_token: &crate::Secret,
    ) -> Pending<()> {
        let mut request = Request::raw(self.api, Method::POST, &format!("{}/subscriptions", self.id));
        request.params.text("object", object);
        request.params.commas("fields", fields.into_iter().map(|name| name.as_ref().to_owned()));
        request.params.text("callback_url", callback_url);
        request.params.text("verify_token", verify_token.expose());
        request.params.text("include_values", "true");
        let this = self.clone();
        Pending::new(move |settings| {
            let token: AppToken = this.own_token();
            let token = Some(token.expose().into());
            let caller = Caller::new(this.shared, token, settings).of_app(&this.secret);
            Box::pin(caller.run(request, done))
        })
    }
}

/// `{"success": true}`, or a bare `true`.
fn done(body: Body<'_>) -> Result<()> {
    let json: Value = serde_json::from_slice(body.bytes).unwrap_or_default();
    match json == Value::Bool(true) || json.get("success") == Some(&Value::Bool(true)) {
        true => Ok(()),
        false => {
            Err(Error::new(ErrorKind::Decode, "the response to the subscription does not report success"))
        }
    }
}
