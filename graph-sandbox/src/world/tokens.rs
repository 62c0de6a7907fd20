//! Access tokens that were handed out, and what they open.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use graph_schema::model::TokenKind;
use serde::{Deserialize, Serialize};

use super::seed::Random;
use crate::protocol::Refusal;

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The kind of token; none without one.
    pub(crate) kind: Option<TokenKind>,
    /// The person or Page of the token.
    pub(crate) who: Option<String>,
    /// What was granted to the token, by name.
    pub(crate) granted: BTreeSet<String>,
    /// The token.
    pub(crate) token: Option<String>,
}

/// All tokens.
#[derive(Debug)]
pub(crate) struct Tokens {
    seed: u64,
    known: HashMap<String, Known>,
    /// What each person granted to the app.
    grants: HashMap<String, BTreeSet<String>>,
    /// What dialogs gave out, each good for one exchange.
    codes: HashMap<String, Code>,
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// Whether there is something that was not written down yet.
    pub(crate) changed: bool,
}

/// What is known of a token.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Known {
    kind: String,
    who: Option<String>,
    granted: BTreeSet<String>,
    /// Whether the person took everything back since.
    ended: bool,
    /// When it expires, in seconds since 1970.
    expires: Option<i64>,
    /// The person who got a Page's token.
    admin: Option<String>,
}

/// What a dialog gave out in place of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) redirect_uri: String,
    pub(crate) person: String,
    pub(crate) granted: BTreeSet<String>,
    pub(crate) used: bool,
}

/// All that is written down of tokens.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Saved {
    known: BTreeMap<String, Known>,
    grants: BTreeMap<String, BTreeSet<String>>,
}

/// How long a token of a dialog is good: two hours.
pub(crate) const SHORT_LIVED: i64 = 7_200;

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            known: HashMap::new(),
            grants: HashMap::new(),
            codes: HashMap::new(),
            now: 0,
            changed: false,
        }
    }

    /// A new token of a person.
    pub(crate) fn user(&mut self, person: &str, granted: BTreeSet<String>) -> String {
        self.grants.entry(person.to_owned()).or_default().extend(granted.iter().cloned());
        self.hand_out("EAAU", Known::new(TokenKind::User, Some(person), granted))
    }

    /// A new token of a person that expires after so many seconds.
    pub(crate) fn passing(&mut self, person: &str, granted: BTreeSet<String>, seconds: i64) -> String {
        self.grants.entry(person.to_owned()).or_default().extend(granted.iter().cloned());
        let known = Known::new(TokenKind::User, Some(person), granted);
        self.hand_out("EAAU", Known { expires: Some(self.now + seconds), ..known })
    }

    /// The token of a Page that a person administers: always the same one.
    pub(crate) fn page_of(&mut self, page: &str, person: &str, granted: BTreeSet<String>) -> String {
        let mut random = Random::of(self.seed, &["token", "page", page, person]);
        let text = format!("EAAP{:016x}{:016x}", random.next(), random.next());
        let known = Known::new(TokenKind::Page, Some(page), granted);
        let known = Known { admin: Some(person.to_owned()), ..known };
        self.changed |= self.known.get(&text) != Some(&known);
        self.known.insert(text.clone(), known);
        text
    }

    /// What a dialog gives out.
    pub(crate) fn code(&mut self, code: Code) -> String {
        let mut random = Random::of(self.seed, &["code", &self.codes.len().to_string()]);
        let text = format!("AQ{:016x}{:016x}", random.next(), random.next());
        self.codes.insert(text.clone(), code);
        text
    }

    /// A code of a dialog, to be used.
    pub(crate) fn of_code(&mut self, code: &str) -> Option<&mut Code> {
        self.codes.get_mut(code)
    }

    /// All that is to be written down.
    pub(crate) fn save(&self) -> Saved {
        Saved {
            known: self.known.iter().map(|(text, known)| (text.clone(), known.clone())).collect(),
            grants: self.grants.iter().map(|(who, granted)| (who.clone(), granted.clone())).collect(),
        }
    }

    /// Takes back what was written down.
    pub(crate) fn restore(&mut self, saved: Saved) {
        self.known.extend(saved.known);
        self.grants.extend(saved.grants);
    }

    /// A new token of a Page.
    pub(crate) fn page(&mut self, page: &str, granted: BTreeSet<String>) -> String {
        self.hand_out("EAAP", Known::new(TokenKind::Page, Some(page), granted))
    }

    /// The app's token, whose text is given.
    pub(crate) fn app(&mut self, text: String) {
        self.known.insert(text, Known::new(TokenKind::App, None, BTreeSet::new()));
    }

    fn hand_out(&mut self, prefix: &str, known: Known) -> String {
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

    /// Who calls with a token.
    pub(crate) fn caller(&self, token: Option<&str>) -> Result<Caller, Refusal> {
        let Some(token) = token else {
            return Ok(Caller { kind: None, who: None, granted: BTreeSet::new(), token: None });
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
            granted: known.granted.clone(),
            token: Some(token.to_owned()),
        })
    }

    /// When a token expires, in seconds since 1970; 0 for never.
    pub(crate) fn expires(&self, token: &str) -> i64 {
        self.known.get(token).and_then(|known| known.expires).unwrap_or(0)
    }

    /// What a person granted to the app.
    pub(crate) fn granted_by(&self, person: &str) -> BTreeSet<String> {
        self.grants.get(person).cloned().unwrap_or_default()
    }

    /// What a person granted to the app, be it nothing; none for who never met the app.
    pub(crate) fn grants_of(&self, person: &str) -> Option<&BTreeSet<String>> {
        self.grants.get(person)
    }

    /// Takes one permission from every token of a person.
    pub(crate) fn revoke(&mut self, person: &str, permission: &str) {
        self.changed = true;
        if let Some(granted) = self.grants.get_mut(person) {
            granted.remove(permission);
        }
        for known in self.known.values_mut().filter(|known| known.is_of(person)) {
            known.granted.remove(permission);
        }
    }

    /// Ends every token of a person.
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
        Self { kind, who, granted, ended: false, expires: None, admin: None }
    }

    fn kind(&self) -> Option<TokenKind> {
        TokenKind::ALL.into_iter().find(|kind| kind.name() == self.kind)
    }

    /// Whether a person's permissions are behind it.
    fn is_of(&self, person: &str) -> bool {
        let own = self.kind() == Some(TokenKind::User) && self.who.as_deref() == Some(person);
        own || self.admin.as_deref() == Some(person)
    }
}
