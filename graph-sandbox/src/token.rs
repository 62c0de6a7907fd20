//! Access tokens that were handed out, and what they open.

use std::collections::{BTreeSet, HashMap};

use graph_schema::model::TokenKind;

use crate::{answer::Refusal, seed::Random};

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
}

#[derive(Clone, Debug)]
struct Known {
    kind: TokenKind,
    who: Option<String>,
    granted: BTreeSet<String>,
    /// Whether the person took everything back since.
    ended: bool,
}

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, known: HashMap::new(), grants: HashMap::new() }
    }

    /// A new token of a person.
    pub(crate) fn user(&mut self, person: &str, granted: BTreeSet<String>) -> String {
        self.grants.entry(person.to_owned()).or_default().extend(granted.iter().cloned());
        self.hand_out(
            "EAAU",
            Known { kind: TokenKind::User, who: Some(person.to_owned()), granted, ended: false },
        )
    }

    /// A new token of a Page.
    pub(crate) fn page(&mut self, page: &str, granted: BTreeSet<String>) -> String {
        self.hand_out(
            "EAAP",
            Known { kind: TokenKind::Page, who: Some(page.to_owned()), granted, ended: false },
        )
    }

    /// The app's token, whose text is given.
    pub(crate) fn app(&mut self, text: String) {
        self.known
            .insert(text, Known { kind: TokenKind::App, who: None, granted: BTreeSet::new(), ended: false });
    }

    fn hand_out(&mut self, prefix: &str, known: Known) -> String {
        let number = self.known.len().to_string();
        let mut random = Random::of(self.seed, &["token", prefix, &number]);
        let text = format!("{prefix}{:016x}{:016x}", random.next(), random.next());
        self.known.insert(text.clone(), known);
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
        Ok(Caller {
            kind: Some(known.kind),
            who: known.who.clone(),
            granted: known.granted.clone(),
            token: Some(token.to_owned()),
        })
    }

    /// What a person granted to the app.
    pub(crate) fn granted_by(&self, person: &str) -> BTreeSet<String> {
        self.grants.get(person).cloned().unwrap_or_default()
    }

    /// Takes one permission from every token of a person.
    pub(crate) fn revoke(&mut self, person: &str, permission: &str) {
        if let Some(granted) = self.grants.get_mut(person) {
            granted.remove(permission);
        }
        for known in self.known.values_mut().filter(|known| known.is_of(person)) {
            known.granted.remove(permission);
        }
    }

    /// Ends every token of a person.
    pub(crate) fn revoke_all(&mut self, person: &str) {
        self.grants.remove(person);
        for known in self.known.values_mut().filter(|known| known.is_of(person)) {
            known.ended = true;
        }
    }
}

impl Known {
    fn is_of(&self, person: &str) -> bool {
        self.kind == TokenKind::User && self.who.as_deref() == Some(person)
    }
}
