//! The keys of limits.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use crate::secrecy::UNRESERVED;

/// The token and node of a call, as hashes. Limits of single nodes are recorded by lane. `Display` writes a name for
/// use in a store, which is the same in all processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lane {
    pub(crate) token: u64,
    pub(crate) node: u64,
}

impl Lane {
    pub(crate) fn new(token: &str, node: &str) -> Self {
        Self { token: stable_hash([token]), node: stable_hash([node]) }
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}:{:016x}", self.token, self.node)
    }
}

/// The key of a limit, or of a rate for one recipient. `Display` writes a name for use in a store, which is the same in
/// all processes, such as `app` or `business:66:pages`. It contains no token, only a hash of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LimitKey(pub(super) Limit);

/// A limit, and the calls that it applies to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Limit {
    App,
    Page {
        token: u64,
    },
    Business {
        id: String,
        use_case: String,
    },
    AdAccount(Lane),
    Insights(Lane),
    /// A rate, as the hash of its settings, and what it counts.
    Rate {
        rate: u64,
        counted: u64,
    },
}

impl fmt::Display for LimitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Limit::App => f.write_str("app"),
            Limit::Page { token } => write!(f, "page:{token:016x}"),
            Limit::Business { id, use_case } => {
                let encode = |text| utf8_percent_encode(text, UNRESERVED);
                write!(f, "business:{}:{}", encode(id), encode(use_case))
            }
            Limit::AdAccount(lane) => write!(f, "ad_account:{lane}"),
            Limit::Insights(lane) => write!(f, "insights:{lane}"),
            Limit::Rate { rate, counted } => write!(f, "rate:{rate:016x}:{counted:016x}"),
        }
    }
}

/// A hash that is the same in every process and with every compiler: FNV-1a. The input is either a token, which cannot
/// be guessed, or not secret.
pub(super) fn stable_hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    // A byte that is in no text, between the parts.
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0xff]));
    bytes.fold(START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store outlives a version of this crate: other names would forget the limits that are kept.
    #[test]
    fn names_are_the_same_in_every_process() {
        let lane = Lane::new("token", "me");
        let business = Limit::Business { id: "6:6\n".to_owned(), use_case: "pages".to_owned() };
        let names = [Limit::App, Limit::Page { token: lane.token }, business, Limit::Insights(lane)];
        let names: Vec<_> = names.map(|limit| LimitKey(limit).to_string()).into();
        let [token, node] = [stable_hash(["token"]), stable_hash(["me"])];
        let expected = [
            "app".to_owned(),
            format!("page:{token:016x}"),
            "business:6%3A6%0A:pages".to_owned(),
            format!("insights:{token:016x}:{node:016x}"),
        ];
        assert_eq!(names, expected);
        assert_eq!(stable_hash([]), 0xcbf2_9ce4_8422_2325);
        assert_ne!(stable_hash(["ab", "c"]), stable_hash(["a", "bc"]));
    }
}
