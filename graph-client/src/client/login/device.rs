//! Login on devices without a browser or a keyboard: the person enters a code on another device.

use std::{fmt, sync::Arc, time::Duration};

use http::Method;
use serde_json::Value;

use super::{
    App, Pending,
    grant::{self, Grant},
};
use crate::{
    answer::Body,
    error::{Error, ErrorKind, Result},
    facts::{Api, UserToken},
    request::Request,
    send::{Caller, RetryPolicy, Settings, Shared},
    value::Secret,
};

/// How long a code is valid if the platform does not specify it.
const VALID: Duration = Duration::from_secs(420);
/// The pause between two polls if the platform does not specify one, and the increment if it is too short.
const PAUSE: Duration = Duration::from_secs(5);

/// The person has not decided yet.
const PENDING: i64 = 1_349_174;
/// The device polls too often.
const TOO_OFTEN: i64 = 1_349_172;
/// The person declined.
const DECLINED: i64 = 1_349_173;
/// The code expired.
const EXPIRED: i64 = 1_349_152;

/// A login on a device, started with [`App::device_login`]. Show the person [`user_code`](Self::user_code) and
/// [`verification_uri`](Self::verification_uri), then [`wait`](Self::wait).
///
/// `Debug` omits the code of the device.
#[derive(Clone)]
pub struct DeviceLogin {
    shared: Arc<Shared>,
    api: &'static Api,
    token: Arc<str>,
    /// The code of the device, which is exchanged for the token.
    code: Secret,
    /// The code that the person enters.
    pub user_code: String,
    /// The URL at which the person enters it, such as `https://www.facebook.com/device`.
    pub verification_uri: String,
    /// How long the code is valid.
    pub expires_in: Duration,
    /// The minimum pause between two polls.
    pub interval: Duration,
}

/// The state of a login on a device.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeviceState {
    /// The person has not decided yet.
    Pending,
    /// The device polled too often. Wait longer between polls from now on.
    TooOften,
    /// The person allowed the login.
    Done(Grant<UserToken>),
    /// The person declined.
    Declined,
    /// The code has expired. Start a new login.
    Expired,
}

impl App {
    /// Starts a login on a device without a browser or a keyboard, with the app's client token (app dashboard, "Advanced
    /// settings"), and requests permissions by name.
    ///
    /// ```no_run
    /// use graph_client::{login::DeviceState, *};
    ///
    /// # async fn f(app: login::App, client_token: Secret) -> Result<()> {
    /// let login = app.device_login(&client_token, ["email"]).await?;
    /// println!("open {} and enter {}", login.verification_uri, login.user_code);
    /// match login.wait().await? {
    ///     DeviceState::Done(grant) => println!("valid for {:?}", grant.expires_in),
    ///     DeviceState::Declined => println!("declined"),
    ///     _ => println!("too late, start again"),
    /// }
    /// # Ok(()) }
    /// ```
    pub fn device_login(
        &self,
        client_token: &Secret,
        scope: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Pending<DeviceLogin> {
        let mut request = Request::raw(self.api, Method::POST, "device/login");
        request.params.commas("scope", scope.into_iter().map(|name| name.as_ref().to_owned()));
        let token: Arc<str> = format!("{}|{}", self.id, client_token.expose().trim()).into();
        let (shared, api) = (self.shared.clone(), self.api);
        Pending::new(move |settings| {
            Box::pin(async move {
                let caller = Caller::new(shared.clone(), Some(token.clone()), settings);
                let Begun { code, user_code, verification_uri, expires_in, interval } =
                    caller.run(request, begun).await?;
                Ok(DeviceLogin {
                    shared,
                    api,
                    token,
                    code,
                    user_code,
                    verification_uri,
                    expires_in,
                    interval,
                })
            })
        })
    }
}

impl DeviceLogin {
    /// Polls once. The platform requires a pause of at least [`interval`](Self::interval) between two polls.
    pub fn poll(&self) -> Pending<DeviceState> {
        let this = self.clone();
        Pending::new(move |settings| Box::pin(async move { this.ask(settings).await }))
    }

    /// Polls until the person has decided or the code has expired: the result is `Done`, `Declined` or `Expired`.
    ///
    /// Network failures do not end the wait. If a `timeout` elapses first, the error has the kind
    /// [`Timeout`](ErrorKind::Timeout); the login stays open, and you can wait again.
    pub fn wait(&self) -> Pending<DeviceState> {
        let this = self.clone();
        Pending::new(move |settings| Box::pin(async move { this.until_decided(settings).await }))
    }

    async fn ask(&self, mut settings: Settings) -> Result<DeviceState> {
        let mut request = Request::raw(self.api, Method::POST, "device/login_status");
        request.params.text("code", self.code.expose());
        // The login itself determines the pauses between polls.
        settings.retry.get_or_insert_with(RetryPolicy::never);
        let caller = Caller::new(self.shared.clone(), Some(self.token.clone()), settings);
        match caller.run(request, grant::read).await {
            Ok(grant) => Ok(DeviceState::Done(grant)),
            Err(error) => match error.subcode() {
                Some(PENDING) => Ok(DeviceState::Pending),
                Some(TOO_OFTEN) => Ok(DeviceState::TooOften),
                Some(DECLINED) => Ok(DeviceState::Declined),
                Some(EXPIRED) => Ok(DeviceState::Expired),
                _ => Err(error),
            },
        }
    }

    async fn until_decided(&self, settings: Settings) -> Result<DeviceState> {
        let timer = self.shared.timer.clone();
        let began = timer.now();
        let timeout = settings.timeout;
        let mut pause = self.interval;
        loop {
            let waited = timer.now().saturating_sub(began);
            let mut settings = settings.clone();
            settings.timeout = timeout.map(|timeout| timeout.saturating_sub(waited));
            match self.ask(settings).await {
                Ok(DeviceState::Pending) => {}
                Ok(DeviceState::TooOften) => pause = pause.saturating_add(PAUSE),
                Ok(decided) => return Ok(decided),
                // A gateway that fails, or is slow. The time of the call itself is looked at below.
                Err(error) if error.server_message().is_none() && is_passing(error.kind()) => {}
                Err(error) if matches!(error.kind(), ErrorKind::Server | ErrorKind::Throttled) => {}
                Err(error) => return Err(error),
            }
            let waited = timer.now().saturating_sub(began).saturating_add(pause);
            if timeout.is_some_and(|timeout| waited >= timeout) {
                let message = "the person has not decided yet; the login is still open, so wait again";
                return Err(Error::new(ErrorKind::Timeout, message).retryable());
            }
            // Normally the platform reports that the code has expired; this ends the wait if it does not.
            if waited > self.expires_in.saturating_add(pause.saturating_mul(2)) {
                return Ok(DeviceState::Expired);
            }
            timer.sleep(pause).await;
        }
    }
}

fn is_passing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Decode)
}

impl fmt::Debug for DeviceLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceLogin")
            .field("user_code", &self.user_code)
            .field("verification_uri", &self.verification_uri)
            .field("expires_in", &self.expires_in)
            .field("interval", &self.interval)
            .finish_non_exhaustive()
    }
}

/// The response to the start of a login.
struct Begun {
    code: Secret,
    user_code: String,
    verification_uri: String,
    expires_in: Duration,
    interval: Duration,
}

fn begun(body: Body<'_>) -> Result<Begun> {
    let json: Value = serde_json::from_slice(body.bytes).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the response to the device login is not JSON: {error}"))
    })?;
    let text = |name: &str| json.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let seconds = |name: &str, default: Duration| {
        let value = json.get(name).and_then(grant::number).filter(|seconds| *seconds > 0);
        value.map_or(default, Duration::from_secs)
    };
    match (text("code"), text("user_code")) {
        (Some(code), Some(user_code)) => Ok(Begun {
            code: Secret::new(code),
            user_code: user_code.to_owned(),
            verification_uri: text("verification_uri")
                .unwrap_or("https://www.facebook.com/device")
                .to_owned(),
            expires_in: seconds("expires_in", VALID),
            interval: seconds("interval", PAUSE),
        }),
        _ => {
            let message = "the response to the device login has no `code` or `user_code`";
            Err(Error::new(ErrorKind::Decode, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static API: Api = Api { host: "", version: None, dialog: None, hosts: &[], errors: &[], common: &[] };

    #[test]
    fn the_start_has_defaults_for_what_is_missing_and_needs_both_codes() {
        let read = |text: &str| begun(Body::new(text.as_bytes(), &API));
        let full = read(
            r#"{"code":"c","user_code":"A1","verification_uri":"https://x/d","expires_in":"60","interval":9}"#,
        );
        let full = full.unwrap();
        assert_eq!((full.expires_in.as_secs(), full.interval.as_secs()), (60, 9));
        let least = read(r#"{"code":"c","user_code":"A1","interval":0}"#).unwrap();
        assert_eq!((least.expires_in, least.interval), (VALID, PAUSE));
        assert_eq!(least.verification_uri, "https://www.facebook.com/device");
        for text in ["", "[]", r#"{"code":"c"}"#, r#"{"user_code":"A1","code":""}"#] {
            assert_eq!(read(text).err().map(|error| error.kind()), Some(ErrorKind::Decode), "{text}");
        }
    }
}
