//! A call as data: method, path and parameters. Does no I/O.

pub(crate) mod arguments;
mod curl;
mod encoder;
mod few;
mod json_body;
mod limits;
mod params;
mod quoted;
mod shrink;

use std::{borrow::Cow, fmt};

use http::Method;
use percent_encoding::utf8_percent_encode;

use crate::{
    facts::{Api, Description, Node, OfApi},
    secrecy::{Redactor, UNRESERVED},
};

use few::Few;
pub(crate) use json_body::plain;
pub use limits::{Limit, Pattern, Within};
pub(crate) use limits::{count_fault, either, number_fault, text_fault};
pub use params::Params;
pub(crate) use params::Refused;
pub(crate) use shrink::{cuts_off, halve, halve_nested};

/// The initial capacity of a path, enough for most.
const INITIAL_CAPACITY: usize = 32;

/// A call as data, which can be compared, cloned, printed as a curl command line, and sent any number of times.
///
/// `Debug` hides secret parameters.
#[derive(Clone, PartialEq)]
pub struct Request {
    pub(crate) api: &'static Api,
    pub(crate) method: Method,
    /// Replaces the client's version in the path.
    pub(crate) version: Option<Cow<'static, str>>,
    /// Percent-encoded, without the version and without a leading slash.
    pub(crate) path: String,
    pub(crate) params: Params,
    pub(crate) description: Option<Description>,
    /// The host of the node that the call starts from.
    pub(crate) node_host: Option<&'static str>,
    /// The arguments of fields.
    pub(crate) given: Few<arguments::GivenArguments>,
}

impl Request {
    /// A read of a node with a fixed path, such as `me`.
    pub fn at<N: Node>(version: Option<&'static str>, path: &str) -> Self {
        let mut request = Self::read::<N>(version);
        for part in path.split('/').filter(|part| !part.is_empty()) {
            request.segment(part);
        }
        request
    }

    /// A read of a node by its id.
    pub fn of_id<N: Node>(version: Option<&'static str>, id: &str) -> Self {
        let mut request = Self::read::<N>(version);
        request.value_segment("id", id);
        request
    }

    /// A request that only holds the arguments of a field of `N`.
    pub fn nowhere<N: Node>() -> Self {
        Self::read::<N>(None)
    }

    /// A read with an empty path.
    pub(crate) fn read<N: Node>(version: Option<&'static str>) -> Self {
        Self {
            api: N::Api::API,
            method: Method::GET,
            version: version.map(Cow::Borrowed),
            path: String::new(),
            params: Params::default(),
            description: Some(Description::of_reading::<N>()),
            node_host: N::HOST,
            given: Few::default(),
        }
    }

    /// Any call, with a path that is already encoded.
    pub(crate) fn raw(api: &'static Api, method: Method, path: &str) -> Self {
        let path = path.trim_start_matches('/');
        Self {
            api,
            method,
            version: None,
            path: path.to_owned(),
            params: Params::default(),
            description: None,
            node_host: None,
            given: Few::default(),
        }
    }

    /// Appends a segment to the path, percent-encoded.
    pub fn segment(&mut self, text: &str) {
        if self.path.is_empty() {
            self.path.reserve(INITIAL_CAPACITY);
        } else {
            self.path.push('/');
        }
        self.path.extend(utf8_percent_encode(text, UNRESERVED));
    }

    /// Appends a caller's value to the path. An empty value, `.` or `..` would address another resource, so the call
    /// is rejected before it is sent.
    pub fn value_segment(&mut self, name: &'static str, value: impl fmt::Display) {
        let value = value.to_string();
        if value.is_empty() || value == "." || value == ".." {
            self.params.refuse(name, format!("it is part of the path and cannot be {value:?}"));
        }
        self.segment(&value);
    }

    /// Turns this into a call of an operation on this path.
    pub fn becomes(mut self, description: Description) -> Self {
        self.method = description.verb.method();
        self.description = Some(description);
        self
    }

    /// Replaces the version in the path; empty for none.
    pub fn set_version(&mut self, version: &'static str) {
        self.version = Some(Cow::Borrowed(version));
    }

    /// The parameters, for modification.
    pub fn params(&mut self) -> &mut Params {
        &mut self.params
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Whether the call can be repeated safely even if the server already executed it: reads and deletes.
    pub(crate) fn is_repeatable(&self) -> bool {
        // The parameter `method` overrides the HTTP method.
        let is_idempotent =
            |method: &str| method.eq_ignore_ascii_case("get") || method.eq_ignore_ascii_case("delete");
        let idempotent = self.method == Method::GET || self.method == Method::DELETE;
        idempotent && self.params.encoded("method").is_none_or(is_idempotent)
    }

    /// Whether the call changes something.
    pub(crate) fn writes(&self) -> bool {
        match self.params.encoded("method") {
            Some(method) => !method.eq_ignore_ascii_case("get"),
            None => self.method != Method::GET,
        }
    }

    /// The secret parameters, to redact.
    pub(crate) fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        for (_, value) in self.params.iter().filter(|(name, _)| self.params.is_secret(name)) {
            redactor.add(&value);
        }
        redactor
    }

    /// Whether the answer is a new token.
    pub(crate) fn asks_for_token(&self) -> bool {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        matches!(last, "access_token" | "refresh_access_token" | "login_status")
    }

    /// The nodes that the request reads by their ids, separated by commas.
    pub(crate) fn ids(&self) -> Option<Cow<'_, str>> {
        if self.path.is_empty() { self.params.text_of("ids") } else { None }
    }

    /// The host that the schema defines for this call.
    pub(crate) fn host(&self) -> &'static str {
        self.description
            .and_then(|description| description.host())
            .or(self.node_host)
            .unwrap_or(self.api.host)
    }

    /// Version and path, without a leading slash.
    pub(crate) fn full_path(&self, version: Option<&str>) -> String {
        let mut path = String::new();
        self.add_path(&mut path, version);
        path
    }

    fn add_path(&self, to: &mut String, version: Option<&str>) {
        let version = self.version.as_deref().or(version).or(self.api.version);
        if let Some(version) = version.filter(|version| !version.is_empty()) {
            to.push_str(version);
            to.push('/');
        }
        to.push_str(&self.path);
    }

    /// The `relative_url` of a batched call: the path, with the query unless it is a POST.
    pub(crate) fn relative_url(&self, version: Option<&str>) -> String {
        let mut url = String::new();
        self.add_relative_url(&mut url, version);
        url
    }

    fn add_relative_url(&self, to: &mut String, version: Option<&str>) {
        self.add_path(to, version);
        if self.method != Method::POST && !self.params.is_empty() {
            to.push('?');
            to.push_str(&self.params.form());
        }
    }

    /// The body of a call that is sent as JSON.
    pub(crate) fn json_body(&self) -> Option<String> {
        self.params.json_body()
    }

    /// The full URL.
    pub(crate) fn url(&self, host: &str, version: Option<&str>) -> String {
        // One allocation, with room for `appsecret_proof`.
        let mut url = String::with_capacity(host.len() + self.path.len() + self.params.query().len() + 128);
        url.push_str(host.trim_end_matches('/'));
        url.push('/');
        if self.params.is_json() {
            self.add_path(&mut url, version);
            let query = self.params.query();
            if !query.is_empty() {
                url.push('?');
                url.push_str(query);
            }
        } else {
            self.add_relative_url(&mut url, version);
        }
        url
    }

    /// The form body of a POST.
    pub(crate) fn form(&self) -> Option<Cow<'_, str>> {
        (self.method == Method::POST).then(|| self.params.form())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} /{}", self.method, self.full_path(None))?;
        if !self.params.is_empty() {
            write!(f, " {:?}", self.params)?;
        }
        Ok(())
    }
}
