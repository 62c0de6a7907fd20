//! URLs that the platform provides: of files to download, and of hosts that accept uploads.

mod again;
mod download;
mod file_name;
mod incoming;
mod upload;

use http::Uri;

use super::Shared;
use crate::{
    error::{Error, ErrorKind, Result},
    facts::Api,
};

pub use incoming::Incoming;
pub(crate) use upload::{Given, RawUpload};

/// A URL that the access token may be sent to.
#[derive(Clone)]
pub(crate) struct Address(Uri);

/// The hosts that the access token may be sent to.
#[derive(Clone, Copy)]
pub(crate) struct Hosts<'a> {
    /// The host that was set on the graph.
    given: Option<&'a str>,
    api: &'static Api,
}

impl<'a> Hosts<'a> {
    pub(crate) fn new(shared: &'a Shared, api: &'static Api) -> Self {
        Self { given: shared.host.as_deref(), api }
    }

    fn all(self) -> impl Iterator<Item = &'a str> {
        self.given.into_iter().chain([self.api.host]).chain(self.api.hosts.iter().copied())
    }

    /// Why the token may not be sent to a URL.
    fn refuse(self, address: &Uri) -> Option<String> {
        let Some((scheme, host)) = address.scheme_str().zip(address.host()) else {
            return Some("the URL is not absolute; pass it exactly as the platform sent it".to_owned());
        };
        let is_one_of_them = |base: &&str| {
            base.parse::<Uri>().is_ok_and(|base| {
                base.host().is_some_and(|known| known.eq_ignore_ascii_case(host))
                    && base.scheme_str() == Some(scheme)
                    && port(&base) == port(address)
            })
        };
        // With a user and a password, another host can look like one of these.
        let has_user = address.authority().is_some_and(|authority| authority.as_str().contains('@'));
        let found = self.all().filter(|_| !has_user).find(is_one_of_them);
        match (found, scheme) {
            (Some(_), "https") => None,
            // Unencrypted only to this machine, or to the host of all calls of the client.
            (Some(base), "http") if Some(base) == self.given || is_loopback(host) => None,
            _ => {
                let known: Vec<&str> = self.all().collect();
                let port = address.port().map(|port| format!(":{port}")).unwrap_or_default();
                Some(format!(
                    "the access token is not sent to {scheme}://{host}{port}, only to {}; if it is a host of the \
                     platform, add \"https://{host}{port}\" to \"hosts\" in the manifest of the schema",
                    known.join(", ")
                ))
            }
        }
    }
}

fn port(address: &Uri) -> u16 {
    let default = if address.scheme_str() == Some("https") { 443 } else { 80 };
    address.port_u16().unwrap_or(default)
}

fn is_loopback(host: &str) -> bool {
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.is_loopback())
}

impl Address {
    /// A URL that the user passes.
    pub(crate) fn new(url: &str, hosts: Hosts<'_>) -> Result<Self> {
        let uri: Uri = url.parse().map_err(|error| {
            let message = format!("invalid URL ({error}); pass it exactly as the platform sent it");
            Error::new(ErrorKind::Request, message)
        })?;
        match hosts.refuse(&uri) {
            None => Ok(Self(uri)),
            Some(reason) => Err(Error::new(ErrorKind::Request, format!("nothing was sent: {reason}"))),
        }
    }

    /// The URL that a redirect leads to.
    fn redirected(&self, location: &str, hosts: Hosts<'_>) -> Result<Self> {
        let refused =
            |reason: &str| Error::new(ErrorKind::Decode, format!("a redirect was not followed: {reason}"));
        let uri: Uri =
            joined(&self.0, location).parse().map_err(|_| refused("its location is not a valid URL"))?;
        match hosts.refuse(&uri) {
            None => Ok(Self(uri)),
            Some(reason) => Err(refused(&reason)),
        }
    }

    fn uri(&self) -> Uri {
        self.0.clone()
    }
}

/// The URL that a reference leads to.
fn joined(base: &Uri, reference: &str) -> String {
    let scheme = base.scheme_str().unwrap_or("https");
    let authority = base.authority().map_or("", |authority| authority.as_str());
    let name = reference.split([':', '/', '?', '#']).next().unwrap_or_default();
    let is_absolute = reference.get(name.len()..).is_some_and(|rest| rest.starts_with(':'));
    let path = base.path();
    match reference.as_bytes() {
        _ if is_absolute => reference.to_owned(),
        [b'/', b'/', ..] => format!("{scheme}:{reference}"),
        [b'/', ..] => format!("{scheme}://{authority}{reference}"),
        [b'?', ..] => format!("{scheme}://{authority}{path}{reference}"),
        _ => {
            let folder = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
            format!("{scheme}://{authority}{folder}{reference}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static API: Api = Api {
        host: "https://api.example",
        version: None,
        dialog: None,
        hosts: &["https://files.example", "http://localhost:81", "http://plain.example"],
        errors: &[],
        common: &[],
    };

    fn hosts(given: Option<&str>) -> Hosts<'_> {
        Hosts { given, api: &API }
    }

    #[test]
    fn only_named_hosts_get_the_token() {
        for url in [
            "https://api.example/a?b=c#d",
            "https://FILES.example:443/a",
            "https://files.example?x=https://b.example",
            "https://files.example/ü",
            "http://localhost:81/a",
            "http://10.0.0.1:8080/a",
        ] {
            assert!(Address::new(url, hosts(Some("http://10.0.0.1:8080/"))).is_ok(), "{url}");
        }
        for url in [
            "",
            "/a",
            "files.example/a",
            "http://files.example/a",
            "https://files.example:444/a",
            "https://files.example./a",
            "https://files.example.evil.example/a",
            "https://evil.example/files.example",
            "https://files.example@evil.example/a",
            "https://evil.example@files.example/a",
            "https://files.example:443@evil.example/a",
            "https://evil.example\\@files.example/a",
            "https:files.example/a",
            "ftp://files.example/a",
            "http://localhost/a",
            "https://localhost:81/a",
            "http://127.0.0.1:81/a",
            "http://plain.example/a",
            "http://10.0.0.1:8080/a",
            "https://files.example/a b",
        ] {
            let Err(error) = Address::new(url, hosts(None)) else { panic!("{url:?} is allowed") };
            assert_eq!(error.kind(), ErrorKind::Request, "{url:?}: {error}");
        }
    }

    #[test]
    fn the_error_names_the_key_of_the_manifest() {
        let error = Address::new("https://evil.example:5/secret?hash=x", hosts(None)).err();
        assert_eq!(
            error.map(|error| error.to_string()).unwrap_or_default(),
            "nothing was sent: the access token is not sent to https://evil.example:5, only to https://api.example, \
             https://files.example, http://localhost:81, http://plain.example; if it is a host of the platform, add \
             \"https://evil.example:5\" to \"hosts\" in the manifest of the schema"
        );
    }

    #[test]
    fn redirects_are_relative_to_their_address() {
        let Ok(address) = Address::new("https://files.example/a/b?c", hosts(None)) else { panic!("refused") };
        for (location, target) in [
            ("https://api.example/x", Some("https://api.example/x")),
            ("/x?y", Some("https://files.example/x?y")),
            ("x:y/z", None),
            ("x/y:z", Some("https://files.example/a/x/y:z")),
            ("?d", Some("https://files.example/a/b?d")),
            ("//api.example/x", Some("https://api.example/x")),
            ("//evil.example/x", None),
            ("https://evil.example/x", None),
            ("http://files.example/x", None),
            ("https://files.example@evil.example", None),
        ] {
            let found = address.redirected(location, hosts(None)).ok().map(|found| found.uri().to_string());
            assert_eq!(found.as_deref(), target, "{location}");
        }
    }
}
