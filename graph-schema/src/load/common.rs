//! The error codes that every API of the platform has, in addition to those of its schema.

use super::{Loader, origin::Origin};
use crate::{
    diagnostic::source::Spanned,
    json::{Json, Kind, Member},
    raw::Document,
    resolve::DEFAULT_HOST,
};

/// The file of the built-in schema with the codes.
const FILE: &str = "errors.json";

/// The domains of the platform. Each of their hosts answers with the same codes.
const DOMAINS: [&str; 5] = ["facebook.com", "instagram.com", "threads.net", "threads.com", "whatsapp.com"];

impl Loader {
    /// Adds the common codes after those of the schema, which may override them. An API on another host has its own
    /// codes.
    pub(super) fn add_common_errors(&mut self, document: &mut Json) {
        let host = document.get("host").and_then(Json::as_str).unwrap_or(DEFAULT_HOST);
        let Kind::Object(_) = document.kind else { return };
        if self.has_builtin || !is_platform(host) {
            return;
        }
        let Some((_, file)) = self.file(&Origin::BUILTIN, FILE, None) else { return };
        let Kind::Object(sections) = file.kind else { return };
        let Some(common) = sections.into_iter().find(|section| section.key.value == "errors") else { return };
        self.has_builtin = true;
        let Kind::Object(members) = &mut document.kind else { return };
        match members.iter_mut().find(|section| section.key.value == "errors") {
            Some(own) => {
                let span = own.value.span;
                let own_value = std::mem::replace(&mut own.value, Json { span, kind: Kind::Bad });
                own.value = Json { span, ..self.merged(common.value, own_value) };
            }
            None => {
                let key = Spanned::new("errors".to_owned(), document.span);
                members.push(Member { key, value: Json { span: document.span, ..common.value } });
            }
        }
    }

    /// Notes the codes of a file that is not part of the built-in schema, and whether it says how to retry them.
    pub(super) fn note_codes(&mut self, origin: &Origin<'_>, sections: &Json) {
        if let (false, Some(Kind::Object(codes))) =
            (origin.has_common_errors(), sections.get("errors").map(|errors| &errors.kind))
        {
            self.own_codes.extend(codes.iter().map(|code| code.key.value.clone()));
            let says_retry = codes.iter().filter(|code| code.value.get("retry").is_some());
            self.own_retries.extend(says_retry.map(|code| code.key.value.clone()));
        }
    }

    /// Marks the codes that the schema does not define itself, and those for which it says how to retry.
    pub(super) fn mark_common(&self, document: &mut Document) {
        for error in &mut document.errors {
            error.is_common = self.has_builtin && !self.own_codes.contains(&error.code.value);
            error.says_retry = self.own_retries.contains(&error.code.value);
        }
    }
}

/// Whether a base URL is on a host of the platform.
fn is_platform(url: &str) -> bool {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let host = authority.split_once(':').map_or(authority, |(host, _port)| host).to_ascii_lowercase();
    let is_below =
        |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    DOMAINS.into_iter().any(is_below)
}
