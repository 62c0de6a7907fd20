//! Links in responses, which embed credentials.

use graph_wire::secret::is_credential;
use http::Uri;

use super::encoding::decoded;

/// Removes credential parameters from the query of a link.
pub(crate) fn without_secrets(link: String) -> String {
    let (whole, fragment) = match link.find('#') {
        Some(at) => link.split_at(at),
        None => (link.as_str(), ""),
    };
    let Some((address, query)) = whole.split_once('?') else { return link };
    let keep = |pair: &&str| !is_credential(&decoded(pair.split('=').next().unwrap_or("")));
    let kept: Vec<&str> = query.split('&').filter(keep).collect();
    if kept.len() == query.split('&').count() {
        return link;
    }
    format!("{address}?{}{fragment}", kept.join("&"))
}

/// The base URL of a host without the user and the password that it may contain.
pub(crate) fn without_user(host: &str) -> String {
    let (scheme, rest) = host.split_once("//").unwrap_or(("", host));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    match authority.rsplit_once('@') {
        Some((_, address)) if host.contains("//") => format!("{scheme}//<hidden>@{address}{path}"),
        Some((_, address)) => format!("<hidden>@{address}{path}"),
        None => host.to_owned(),
    }
}

/// Removes credential parameters from a text that is a link as a whole. Every other text is left unchanged: it may be
/// anything that a person wrote.
pub(crate) fn without_secrets_if_link(text: String) -> String {
    if is_link(&text) { without_secrets(text) } else { text }
}

/// The user and the password that the base URL of a host may contain.
pub(crate) fn user_of(host: &str) -> Option<&str> {
    let (_, rest) = host.split_once("//").unwrap_or(("", host));
    let authority = rest.split(['/', '?', '#']).next()?;
    authority.rsplit_once('@').map(|(user, _)| user)
}

/// Removes users, passwords and credential parameters from all links in a text of a program, such as an error.
pub(crate) fn without_secrets_in_links(text: &str) -> String {
    let ends_link =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '(' | ')' | ',');
    without_users(text)
        .split_inclusive(ends_link)
        .map(|part| {
            let link = part.trim_end_matches(ends_link);
            let end = part.get(link.len()..).unwrap_or_default();
            without_secrets(link.to_owned()) + end
        })
        .collect()
}

/// Hides the users and passwords of all links in a text. A password may contain commas, quotes and parentheses.
fn without_users(text: &str) -> String {
    let mut parts = text.split("://");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        clean += "://";
        let end = part.find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '<' | '>'));
        let (authority, rest) = part.split_at(end.unwrap_or(part.len()));
        match authority.rsplit_once('@') {
            Some((_, address)) => clean.extend(["<hidden>@", address]),
            None => clean += authority,
        }
        clean += rest;
    }
    clean
}

/// Whether a text is an absolute URL of the web, and nothing else.
fn is_link(text: &str) -> bool {
    let is_web =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !(is_web("http://") || is_web("https://"))
        || text.contains(|c: char| c.is_whitespace() || c.is_control())
    {
        return false;
    }
    // Without the query, which may be longer than a `Uri` can be.
    let address = text.split(['?', '#']).next().unwrap_or_default();
    address.parse::<Uri>().is_ok_and(|uri| uri.host().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_within_a_text_lose_their_credentials() {
        for (text, shown) in [
            ("cannot GET http://x/a?access_token=T&b=1: refused", "cannot GET http://x/a?b=1: refused"),
            (
                "Failed { url: \"http://x/?b=1&access_token=T\", code: 3 }",
                "Failed { url: \"http://x/?b=1\", code: 3 }",
            ),
            ("(/v1/me?access_token=T)\n really?", "(/v1/me?)\n really?"),
            ("nothing, here", "nothing, here"),
            ("by http://u:p,(w)'@x:80, then", "by http://<hidden>@x:80, then"),
            (
                "(https://u@x/a@b?access_token=T) \"ftp://a:b@c\"",
                "(https://<hidden>@x/a@b?) \"ftp://<hidden>@c\"",
            ),
            ("http://x, of a@b.c at http://", "http://x, of a@b.c at http://"),
        ] {
            assert_eq!(without_secrets_in_links(text), shown);
        }
    }

    #[test]
    fn hosts_are_shown_without_their_users() {
        for (host, shown) in [
            ("https://x.example:80", "https://x.example:80"),
            ("https://user:pass@x.example", "https://<hidden>@x.example"),
            ("https://user:p@ss@x.example/@a", "https://<hidden>@x.example/@a"),
            ("user:pass@x.example", "<hidden>@x.example"),
            ("https://x.example/a@b", "https://x.example/a@b"),
        ] {
            assert_eq!(without_user(host), shown);
            assert_eq!(user_of(host).is_some(), shown != host);
        }
    }

    #[test]
    fn links_lose_their_credentials() {
        for (link, clean) in [
            ("https://x.example/4?access_token=T&after=y", "https://x.example/4?after=y"),
            ("HTTP://x.example:80/4?after=y&ACCESS_token=T", "HTTP://x.example:80/4?after=y"),
            ("https://x.example?access%5Ftoken=T|a&a=%20&b=ü#top", "https://x.example?a=%20&b=ü#top"),
            ("https://a:b@[::1]/?appsecret_proof=P&=&&q?=1", "https://a:b@[::1]/?=&&q?=1"),
        ] {
            assert_eq!(without_secrets_if_link(link.to_owned()), clean);
        }
        let long = "x".repeat(1 << 17);
        let link = format!("https://x.example/4?q={long}&access_token=T");
        assert_eq!(without_secrets_if_link(link), format!("https://x.example/4?q={long}"));
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in [
            "",
            "?",
            "what does ?access_token=T&a=1 mean",
            "?access_token=T",
            "access_token=T",
            "/me?access_token=T",
            "x.example/me?access_token=T&a=1",
            "see https://x.example/me?access_token=T&a=1",
            "https://x.example/me?access_token=T&a=1 is what I called",
            "https://x.example/me?access_token=T&a=1\n",
            "https://?access_token=T",
            "https:///me?access_token=T",
            "httpsü//x.example?access_token=T",
            "ftp://x.example/me?access_token=T",
            "mailto:a@x.example?access_token=T",
            "{\"a\":\"https://x.example?access_token=T\"}",
            // A parameter of another name, without a query, and in the fragment.
            "https://x.example/me?token=T&&a=%zz&my_access_token=T",
            "https://x.example/access_token=T",
            "https://x.example/#?access_token=T",
        ] {
            assert_eq!(without_secrets_if_link(text.to_owned()), text);
        }
    }
}
