//! The call for another page of a list.

use std::{borrow::Cow, fmt};

use graph_wire::secret::is_credential;
use http::{Method, Uri};

use super::{Decoder, Page};
use crate::{error::Result, facts::Api, request::Request, secrecy::pairs};

/// The call for another page: a value like any other call. It contains no access token.
pub struct Next<I> {
    request: Request,
    decode: Decoder<Page<I>>,
}

impl<I> Next<I> {
    /// From a paging link of the server, which contains the token and may have another host and version.
    pub(crate) fn new(link: &str, api: &'static Api, decode: Decoder<Page<I>>) -> Self {
        Self { request: link_request(link, api), decode }
    }

    pub(crate) fn as_request(&self) -> &Request {
        &self.request
    }

    pub(crate) fn into_parts(self) -> (Request, Decoder<Page<I>>) {
        (self.request, self.decode)
    }
}

/// The request of a paging link, for the client's host and without credentials.
fn link_request(link: &str, api: &'static Api) -> Request {
    let uri: Result<Uri, _> = link.parse();
    let Ok(uri) = uri else {
        let mut request = Request::raw(api, Method::GET, "");
        request.params.refuse("next", "the server's link to the next page is not a valid URL".to_owned());
        return request;
    };
    let mut request = Request::raw(api, Method::GET, uri.path());
    // The link contains its own version, which may differ from the client's.
    request.version = Some(Cow::Borrowed(""));
    for (name, value) in pairs(uri.query().unwrap_or("")) {
        if !is_credential(&name) && !name.starts_with("_fb_") {
            request.params.append(&name, &value);
        }
    }
    request
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

    static API: Api = Api {
        host: "https://graph.example",
        version: Some("v2.6"),
        dialog: None,
        hosts: &[],
        errors: &[],
        common: &[],
    };

    #[test]
    fn links_lose_credentials_and_host_only() {
        let link = "https://graph.intern.example/v1.0/4/friends?access_token=SECRET&fields=id%2Cname&limit=25&__after_id=9&_fb_url=x&appsecret_proof=P&until&q=a+b";
        let request = link_request(link, &API);
        assert_eq!(
            request.relative_url(Some("v9.9")),
            "v1.0/4/friends?fields=id,name&limit=25&__after_id=9&until=&q=a%20b"
        );
        assert!(!format!("{request:?}").contains("SECRET"));
    }

    #[test]
    fn an_invalid_link_is_refused_before_it_is_sent() {
        let request = link_request("not a link", &API);
        assert!(!request.params.refused().is_empty());
    }
}
