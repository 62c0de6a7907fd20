//! The link to the next page, made safe: no token, no batch leftovers, never another host.

use std::{borrow::Cow, fmt};

use graph_wire::secret::is_credential;
use http::{Method, Uri};
use percent_encoding::percent_decode_str;

use super::{Connection, Page};
use crate::{
    description::Api,
    error::Result,
    fields::Fields,
    operation::{Decoder, Describe, Listing, Sealed},
    request::Request,
};

/// The call for a further page: a value like any other call.
pub struct Next<I> {
    request: Request,
    decode: Decoder<Page<I>>,
}

impl<I> Next<I> {
    /// From a link of the server, which embeds the token and may name another host and version.
    pub(crate) fn new(link: &str, api: &'static Api, decode: Decoder<Page<I>>) -> Self {
        Self { request: request(link, api), decode }
    }
}

/// The request that a link of the server stands for, on the host of the client.
pub(super) fn request(link: &str, api: &'static Api) -> Request {
    let uri: Result<Uri, _> = link.parse();
    let Ok(uri) = uri else {
        let mut request = Request::raw(api, Method::GET, "");
        request.params.refuse("next", "the server's link to the next page is not an address".to_owned());
        return request;
    };
    let mut request = Request::raw(api, Method::GET, uri.path());
    // The link carries its own version, which may differ from the client's; adding one would name another path.
    request.version = Some(Cow::Borrowed(""));
    for (name, value) in pairs(uri.query().unwrap_or("")) {
        if !is_credential(&name) && !name.starts_with("_fb_") {
            request.params.append(&name, &value);
        }
    }
    request
}

/// A link without the parameters that nobody else may see.
pub(crate) fn without_secrets(link: String) -> String {
    let Some((address, query)) = link.split_once('?') else { return link };
    let keep = |pair: &&str| !is_credential(&decoded(pair.split('=').next().unwrap_or("")));
    let kept: Vec<&str> = query.split('&').filter(keep).collect();
    if kept.len() == query.split('&').count() { link } else { format!("{address}?{}", kept.join("&")) }
}

/// Names and values of a query.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// A name or value of a query, where `+` stands for a blank.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

impl<I> Sealed for Next<I> {}

impl<I> Describe for Next<I> {
    fn request(&self) -> &Request {
        &self.request
    }
}

impl<I: Send + 'static, K, S> Listing<K, S> for Next<I> {
    type Item = I;

    fn into_list(self) -> (Request, Decoder<Page<I>>) {
        (self.request, self.decode)
    }
}

/// The page itself, and then those that follow: `items(page)` goes on where a page was read before.
impl<I: Send + 'static, K, S> Listing<K, S> for Page<I> {
    type Item = I;

    fn into_list(self) -> (Request, Decoder<Page<I>>) {
        (request(self.links.next.as_deref().unwrap_or_default(), self.api), self.decode)
    }

    fn at_hand(&mut self) -> Option<Page<I>> {
        let (items, links) = (std::mem::take(&mut self.items), self.links.clone());
        Some(Self { items, links, api: self.api, decode: self.decode })
    }
}

/// The items at hand, and then those of the pages that follow: a nested list is read to its end by
/// `me.items(profile.albums)`.
impl<F: Fields + Send + 'static, K, S> Listing<K, S> for Connection<F> {
    type Item = F;

    fn into_list(self) -> (Request, Decoder<Page<F>>) {
        Listing::<K, S>::into_list(self.into_page())
    }

    fn at_hand(&mut self) -> Option<Page<F>> {
        Some(std::mem::take(self).into_page())
    }
}

impl<I> Clone for Next<I> {
    fn clone(&self) -> Self {
        Self { request: self.request.clone(), decode: self.decode }
    }
}

impl<I> PartialEq for Next<I> {
    fn eq(&self, other: &Self) -> bool {
        self.request == other.request
    }
}

impl<I> fmt::Debug for Next<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static API: Api = Api { host: "https://graph.example", version: Some("v2.6"), errors: &[] };

    #[test]
    fn links_lose_secrets_and_their_host_and_keep_the_rest() {
        let link = "https://graph.intern.example/v1.0/4/friends?access_token=SECRET&fields=id%2Cname&limit=25&__after_id=9&_fb_url=x&appsecret_proof=P&until&q=a+b";
        let request = request(link, &API);
        assert_eq!(
            request.relative_url(Some("v9.9")),
            "v1.0/4/friends?fields=id,name&limit=25&__after_id=9&until=&q=a%20b"
        );
        assert!(!format!("{request:?}").contains("SECRET"));
    }

    #[test]
    fn what_is_no_link_is_refused_before_it_is_sent() {
        let request = request("nonsense with blanks", &API);
        assert!(request.params.refused().is_some());
    }
}
