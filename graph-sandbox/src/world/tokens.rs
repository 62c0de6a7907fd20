//! Issued access tokens and the permissions behind them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use graph_schema::model::TokenKind;
use serde::{Deserialize, Serialize};

use super::{devices::DeviceCode, seed::Random};
use crate::protocol::Refusal;

/// The identity behind a call.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The kind of token; `None` without a token.
    pub(crate) kind: Option<TokenKind>,
    /// The person or Page of the token.
    pub(crate) who: Option<String>,
    /// The names of the token's permissions.
    pub(crate) granted: Arc<BTreeSet<String>>,
    /// The token.
    pub(crate) token: Option<String>,
}

/// All tokens.
#[derive(Debug)]
pub(crate) struct Tokens {
    seed: u64,
    known: HashMap<String, Known>,
    /// The permissions that each person granted to the app.
    grants: HashMap<String, BTreeSet<String>>,
    /// Codes issued by the login dialog, each valid for one exchange.
    codes: HashMap<String, Code>,
    /// Logins on devices, by the code of the device.
    devices: HashMap<String, DeviceCode>,
    /// The current time in seconds since 1970.
    pub(crate) now: i64,
    /// Whether there are changes that are not in the database.
    pub(crate) changed: bool,
    /// Whether a token of a Page was issued that is not in the database. The same read issues it again.
    pub(crate) reissued: bool,
}

/// A token's record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Known {
    kind: String,
    who: Option<String>,
    granted: BTreeSet<String>,
    /// Whether the person has deauthorized the app.
    ended: bool,
    /// The expiry time in seconds since 1970.
    expires: Option<i64>,
    /// The person for whom a Page token was issued.
    admin: Option<String>,
    /// Whether it is the token of a system user.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    system: bool,
    /// The objects that its permissions were granted for, if there was a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    targets: Vec<String>,
}

/// An authorization code of the login dialog, or of a signup, which has no redirect URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) redirect_uri: Option<String>,
    pub(crate) person: String,
    pub(crate) granted: BTreeSet<String>,
    /// The objects that a business shared in a signup.
    pub(crate) targets: Vec<String>,
    pub(crate) used: bool,
}

/// Tokens and grants as the database stores them.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Saved {
    known: BTreeMap<String, Known>,
    grants: BTreeMap<String, BTreeSet<String>>,
}

/// The lifetime of a token from the login dialog in seconds: two hours.
pub(crate) const SHORT_LIVED: i64 = 7_200;

/// The lifetime of an exchanged token in seconds: 60 days.
pub(crate) const LONG_LIVED: i64 = 5_184_000;

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            known: HashMap::new(),
            grants: HashMap::new(),
            codes: HashMap::new(),
            devices: HashMap::new(),
            now: 0,
            changed: false,
            reissued: false,
        }
    }

    /// Issues a token of a person.
    pub(crate) fn user(&mut self, person: &str, granted: BTreeSet<String>) -> String {
        self.grants.entry(person.to_owned()).or_default().extend(granted.iter().cloned());
        self.issue("EAAU", Known::new(TokenKind::User, Some(person), granted))
    }

    /// Issues a token of a system user, which does not expire, with permissions for these objects; for all if there are
    /// none.
    pub(crate) fn system(&mut self, user: &str, granted: BTreeSet<String>, targets: Vec<String>) -> String {
        self.grants.entry(user.to_owned()).or_default().extend(granted.iter().cloned());
        let known = Known::new(TokenKind::User, Some(user), granted);
        self.issue("EAAS", Known { system: true, targets, ..known })
    }

    /// Whether a token is that of a system user, and the objects that its permissions were granted for.
    pub(crate) fn system_targets(&self, token: &str) -> Option<&[String]> {
        self.known.get(token).filter(|known| known.system).map(|known| known.targets.as_slice())
    }

    /// Begins a login on a device. Returns the code of the device, and the one that the person enters.
    pub(crate) fn device(&mut self, granted: BTreeSet<String>, expires: i64) -> (String, String) {
        let number = self.devices.len().to_string();
        let mut random = Random::of(self.seed, &["device", &number]);
        let code = format!("{:016x}{:016x}", random.next(), random.next());
        let letters = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let letter =
            |at: u64| letters.get(usize::try_from(at).unwrap_or(0)).map_or('A', |byte| char::from(*byte));
        let user_code: String = (0..8).map(|_| letter(random.below(letters.len() as u64))).collect();
        let device = DeviceCode { granted, user_code: user_code.clone(), expires, decision: None };
        self.devices.insert(code.clone(), device);
        (code, user_code)
    }

    /// The login of a code of a device.
    pub(crate) fn device_of(&mut self, code: &str) -> Option<&mut DeviceCode> {
        self.devices.get_mut(code)
    }

    /// The login of a code that a person entered, in any case.
    pub(crate) fn device_of_user(&mut self, user_code: &str) -> Option<&mut DeviceCode> {
        self.devices.values_mut().find(|device| device.user_code.eq_ignore_ascii_case(user_code))
    }

    /// Issues a token of a person that expires after this many seconds.
    pub(crate) fn expiring(&mut self, person: &str, granted: BTreeSet<String>, seconds: i64) -> String {
        self.grants.entry(person.to_owned()).or_default().extend(granted.iter().cloned());
        let known = Known::new(TokenKind::User, Some(person), granted);
        self.issue("EAAU", Known { expires: Some(self.now + seconds), ..known })
    }

    /// The token of a Page for a person who administers it. The same pair always gets the same token.
    pub(crate) fn page_of(&mut self, page: &str, person: &str, granted: BTreeSet<String>) -> String {
        let mut random = Random::of(self.seed, &["token", "page", page, person]);
        let text = format!("EAAP{:016x}{:016x}", random.next(), random.next());
        let known = Known::new(TokenKind::Page, Some(page), granted);
        let known = Known { admin: Some(person.to_owned()), ..known };
        self.reissued |= self.known.get(&text) != Some(&known);
        self.known.insert(text.clone(), known);
        text
    }

    /// Issues an authorization code.
    pub(crate) fn code(&mut self, code: Code) -> String {
        let mut random = Random::of(self.seed, &["code", &self.codes.len().to_string()]);
        let text = format!("AQ{:016x}{:016x}", random.next(), random.next());
        self.codes.insert(text.clone(), code);
        text
    }

    /// Looks up an authorization code.
    pub(crate) fn of_code(&mut self, code: &str) -> Option<&mut Code> {
        self.codes.get_mut(code)
    }

    /// The data to store in the database.
    pub(crate) fn save(&self) -> Saved {
        Saved {
            known: self.known.iter().map(|(text, known)| (text.clone(), known.clone())).collect(),
            grants: self.grants.iter().map(|(who, granted)| (who.clone(), granted.clone())).collect(),
        }
    }

    /// Restores tokens and grants from the database.
    pub(crate) fn restore(&mut self, saved: Saved) {
        self.known.extend(saved.known);
        self.grants.extend(saved.grants);
    }

    /// Issues a token of a Page.
    pub(crate) fn page(&mut self, page: &str, granted: BTreeSet<String>) -> String {
        self.issue("EAAP", Known::new(TokenKind::Page, Some(page), granted))
    }

    /// Registers the app access token.
    pub(crate) fn app(&mut self, text: String) {
        self.known.insert(text, Known::new(TokenKind::App, None, BTreeSet::new()));
    }

    fn issue(&mut self, prefix: &str, known: Known) -> String {
        let mut number = self.known.len();
        let text = loop {
            let mut random = Random::of(self.seed, &["token", prefix, &number.to_string()]);
            let text = format!("{prefix}{:016x}{:016x}", random.next(), random.next());
            if !self.known.contains_key(&text) {
                break text;
            }
            number += 1;
        };
        self.known.insert(text.clone(), known);
        self.changed = true;
        text
    }

    /// Identifies the caller by token.
    pub(crate) fn caller(&self, token: Option<&str>) -> Result<Caller, Refusal> {
        let Some(token) = token else {
            return Ok(Caller { kind: None, who: None, granted: Arc::default(), token: None });
        };
        let Some(known) = self.known.get(token) else {
            return Err(Refusal::new(190, "Invalid OAuth access token."));
        };
        if known.ended {
            let message = "Error validating access token: The user has not authorized the application.";
            return Err(Refusal::new(190, message).subcode(458));
        }
        if known.expires.is_some_and(|expires| expires <= self.now) {
            let message = "Error validating access token: Session has expired.";
            return Err(Refusal::new(190, message).subcode(463));
        }
        Ok(Caller {
            kind: known.kind(),
            who: known.who.clone(),
            granted: Arc::new(known.granted.clone()),
            token: Some(token.to_owned()),
        })
    }

    /// The expiry time of a token in seconds since 1970; 0 if it does not expire.
    pub(crate) fn expires(&self, token: &str) -> i64 {
        self.known.get(token).and_then(|known| known.expires).unwrap_or(0)
    }

    /// The permissions that a person granted to the app.
    pub(crate) fn granted_by(&self, person: &str) -> BTreeSet<String> {
        self.grants.get(person).cloned().unwrap_or_default()
    }

    /// The grants of a person, possibly empty; `None` if the person never authorized the app.
    pub(crate) fn grants_of(&self, person: &str) -> Option<&BTreeSet<String>> {
        self.grants.get(person)
    }

    /// Revokes one permission from every token of a person.
    pub(crate) fn revoke(&mut self, person: &str, permission: &str) {
        self.changed = true;
        if let Some(granted) = self.grants.get_mut(person) {
            granted.remove(permission);
        }
        for known in self.known.values_mut().filter(|known| known.is_of(person)) {
            known.granted.remove(permission);
        }
    }

    /// Invalidates every token of a person.
    pub(crate) fn revoke_all(&mut self, person: &str) {
        self.changed = true;
        self.grants.remove(person);
        for known in self.known.values_mut().filter(|known| known.is_of(person)) {
            known.ended = true;
        }
    }
}

impl Known {
    fn new(kind: TokenKind, who: Option<&str>, granted: BTreeSet<String>) -> Self {
        let (kind, who) = (kind.name().to_owned(), who.map(str::to_owned));
        Self {
            kind,
            who,
            granted,
            ended: false,
            expires: None,
            admin: None,
            system: false,
            targets: Vec::new(),
        }
    }

    fn kind(&self) -> Option<TokenKind> {
        TokenKind::ALL.into_iter().find(|kind| kind.name() == self.kind)
    }

    /// Whether it depends on a person's grants.
    fn is_of(&self, person: &str) -> bool {
        let own = self.kind() == Some(TokenKind::User) && self.who.as_deref() == Some(person);
        own || self.admin.as_deref() == Some(person)
    }
}
