//! What a call says to the server: method, path, parameters. Builds and knows, does no I/O.

mod curl;
mod params;
mod shrink;

use std::{borrow::Cow, fmt};

use graph_wire::secret::is_secret_parameter;
use http::Method;
use percent_encoding::utf8_percent_encode;

use crate::{
    facts::{Api, Description, Node, OfApi},
    secrecy::{Redactor, UNRESERVED},
};

pub use params::{Limits, Params};
pub(crate) use shrink::{cuts_off, halve, halve_nested};

/// What most paths need, so that they are made in one piece.
const USUAL_LENGTH: usize = 32;

/// A call as data: it can be compared, stored, printed as a curl line and sent any number of times.
#[derive(Clone, PartialEq)]
pub struct Request {
    pub(crate) api: &'static Api,
    pub(crate) method: Method,
    /// A version that goes before the path in place of the client's.
    pub(crate) version: Option<Cow<'static, str>>,
    /// Behind the version, without a slash at its start, percent-encoded.
    pub(crate) path: String,
    pub(crate) params: Params,
    pub(crate) description: Option<Description>,
}

impl Request {
    /// A read of a node that has a fixed path, such as `me`.
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

    /// A read of nodes, of which it does not say yet which.
    pub(crate) fn read<N: Node>(version: Option<&'static str>) -> Self {
        Self {
            api: N::Api::API,
            method: Method::GET,
            version: version.map(Cow::Borrowed),
            path: String::new(),
            params: Params::default(),
            description: Some(Description::of_reading::<N>()),
        }
    }

    /// Any call, its path given as it goes on the wire.
    pub(crate) fn raw(api: &'static Api, method: Method, path: &str) -> Self {
        let path = path.trim_start_matches('/');
        Self {
            api,
            method,
            version: None,
            path: path.to_owned(),
            params: Params::default(),
            description: None,
        }
    }

    /// Adds a part to the path.
    pub fn segment(&mut self, text: &str) {
        if self.path.is_empty() {
            self.path.reserve(USUAL_LENGTH);
        } else {
            self.path.push('/');
        }
        self.path.extend(utf8_percent_encode(text, UNRESERVED));
    }

    /// Adds a value of the caller's to the path; an empty one would address something else.
    pub fn value_segment(&mut self, name: &'static str, value: impl fmt::Display) {
        let value = value.to_string();
        if value.is_empty() || value == "." || value == ".." {
            self.params.refuse(name, format!("it is a part of the path and cannot be {value:?}"));
        }
        self.segment(&value);
    }

    /// Becomes the call of an operation below this path.
    pub fn becomes(mut self, description: Description) -> Self {
        self.method = description.verb.method();
        self.description = Some(description);
        self
    }

    /// The parameters.
    pub fn params(&mut self) -> &mut Params {
        &mut self.params
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Whether it may be sent again although it may have happened: reading and deleting twice is the same as once.
    pub(crate) fn is_repeatable(&self) -> bool {
        // A parameter can say that a call is another one than its method.
        let is_harmless =
            |method: &str| method.eq_ignore_ascii_case("get") || method.eq_ignore_ascii_case("delete");
        let harmless = self.method == Method::GET || self.method == Method::DELETE;
        harmless && self.params.encoded("method").is_none_or(is_harmless)
    }

    /// Parameters that nobody else may see.
    pub(crate) fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        for (_, value) in self.params.iter().filter(|(name, _)| is_secret_parameter(name)) {
            redactor.add(&value);
        }
        redactor
    }

    /// The host that takes it by the schema.
    pub(crate) fn host(&self) -> &'static str {
        self.description.and_then(|description| description.host()).unwrap_or(self.api.host)
    }

    /// Version and path, without a slash at the start.
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

    /// Path and query of a GET or DELETE, path of a POST: what a batch calls `relative_url`.
    pub(crate) fn relative_url(&self, version: Option<&str>) -> String {
        let mut url = String::new();
        self.add_relative_url(&mut url, version);
        url
    }

    fn add_relative_url(&self, to: &mut String, version: Option<&str>) {
        self.add_path(to, version);
        if self.method != Method::POST && !self.params.is_empty() {
            to.push('?');
            to.push_str(self.params.form());
        }
    }

    /// The whole address.
    pub(crate) fn url(&self, host: &str, version: Option<&str>) -> String {
        // One allocation, with room for a proof.
        let mut url = String::with_capacity(host.len() + self.path.len() + self.params.form().len() + 128);
        url.push_str(host.trim_end_matches('/'));
        url.push('/');
        self.add_relative_url(&mut url, version);
        url
    }

    /// The form of a POST.
    pub(crate) fn form(&self) -> Option<&str> {
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
