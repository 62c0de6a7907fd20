//! A call, read from a request or from an item of a batch.

use percent_encoding::percent_decode_str;

use super::{
    Refusal, body,
    pairs::{self, Files, Pairs},
};

/// The method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    Delete,
}

impl Verb {
    /// The name in the platform's error messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Delete => "delete",
        }
    }

    /// The HTTP method.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "get" | "head" => Some(Self::Get),
            "post" | "put" => Some(Self::Post),
            "delete" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// One call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) verb: Verb,
    /// Path and query as received.
    pub(crate) target: String,
    /// The version in its path.
    pub(crate) version: Option<String>,
    /// The decoded path segments after the version.
    pub(crate) segments: Vec<String>,
    pub(crate) query: Pairs,
    pub(crate) form: Pairs,
    /// The body, if it is JSON. Its members are in `form`, too.
    pub(crate) json: Option<String>,
    /// The files in its body.
    pub(crate) files: Files,
    /// Its access token, from a parameter or the `Authorization` header.
    pub(crate) token: Option<String>,
    /// The ETags that the client already has.
    pub(crate) if_none_match: Option<String>,
    /// Whether it is an item of a batch.
    pub(crate) in_batch: bool,
}

/// The parameter with the access token.
const TOKEN: &str = "access_token";

impl Call {
    /// Reads a request.
    pub(crate) fn read(
        method: &str,
        target: &str,
        authorization: Option<&str>,
        content_type: Option<&str>,
        bytes: &[u8],
    ) -> Result<Self, Refusal> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let query = pairs::pairs(query.as_bytes());
        let (form, files) = match bytes {
            [] => (Pairs::new(), Files::new()),
            bytes => body::read(content_type, bytes)?,
        };
        let json = body::is_json(content_type).then(|| String::from_utf8_lossy(bytes).into_owned());
        let json = json.filter(|text| !text.is_empty());
        let mut segments: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let version = segments.first().is_some_and(|first| is_version(first)).then(|| segments.remove(0));
        let mut call = Self {
            verb: Verb::Get,
            target: target.to_owned(),
            version,
            segments,
            query,
            form,
            json,
            files,
            token: None,
            if_none_match: None,
            in_batch: false,
        };
        call.verb = call.verb_of(method)?;
        call.token = call.param(TOKEN).map(str::to_owned).filter(|token| !token.is_empty());
        if call.token.is_none() {
            call.token = authorization.and_then(token_of_header);
        }
        Ok(call)
    }

    /// Applies the `method` parameter, by which a POST stands for another method.
    fn verb_of(&self, method: &str) -> Result<Verb, Refusal> {
        let method = match Verb::from_name(method) {
            Some(Verb::Post) => self.param("method").unwrap_or("post"),
            _ => method,
        };
        Verb::from_name(method)
            .ok_or_else(|| Refusal::new(100, format!("Unsupported {} request", method.to_lowercase())))
    }

    /// The value of a parameter. The last occurrence wins; the form takes precedence over the query.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        let last = |pairs: &'_ Pairs| pairs.iter().rposition(|(known, _)| known == name);
        match last(&self.form) {
            Some(at) => self.form.get(at).map(|(_, value)| value.as_str()),
            None => last(&self.query).and_then(|at| self.query.get(at)).map(|(_, value)| value.as_str()),
        }
    }

    /// The decoded path, including the version.
    pub(crate) fn path(&self) -> String {
        let parts = self.version.iter().chain(&self.segments);
        let path: String = parts.flat_map(|part| ["/", part]).collect();
        if path.is_empty() { "/".to_owned() } else { path }
    }

    /// Whether its path has this version or a later one.
    pub(crate) fn is_since(&self, major: u32, minor: u32) -> bool {
        let named = self.version.as_deref().and_then(|version| version.strip_prefix('v')?.split_once('.'));
        let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        named.is_some_and(|(own, part)| (number(own), number(part)) >= (major, minor))
    }

    /// Whether it is a batch.
    pub(crate) fn is_batch(&self) -> bool {
        self.verb == Verb::Post && self.segments.is_empty() && self.param("batch").is_some()
    }

    /// Whether it sends a message.
    pub(crate) fn sends_message(&self) -> bool {
        let is_list = |name: &String| matches!(name.as_str(), "messages" | "marketing_messages");
        self.verb == Verb::Post && self.segments.last().is_some_and(is_list)
    }

    /// All parameters.
    pub(crate) fn params(&self) -> impl Iterator<Item = &(String, String)> {
        self.query.iter().chain(&self.form)
    }

    /// A parameter as a boolean.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.param(name).map(|value| matches!(value, "1" | "true" | ""))
    }
}

fn token_of_header(header: &str) -> Option<String> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
    known.then(|| token.trim().to_owned()).filter(|token| !token.is_empty())
}

/// Whether a path segment is a version, such as `v2.6`.
pub(crate) fn is_version(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('v')
        .and_then(|rest| rest.split_once('.'))
        .is_some_and(|(major, minor)| digits(major) && digits(minor))
}
