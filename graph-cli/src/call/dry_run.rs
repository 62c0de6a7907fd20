//! `--dry-run`: what a call would send, in readable form.

use graph_client::{File, Method};
use graph_schema::call::ByPath;
use serde_json::Value;

/// Method, URL, and the body with its type.
pub fn text(method: &Method, call: &ByPath, files: &[(String, File)], host: Option<&str>) -> String {
    let in_body = *method == Method::POST && call.body.is_none();
    let params = if in_body { &[][..] } else { &call.params };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(params.iter().chain(&call.query));
    let host = host.unwrap_or(&call.host).trim_end_matches('/');
    let version = call.version.as_deref().map(|version| format!("/{version}")).unwrap_or_default();
    let mut text = format!("{method} {host}{version}/{}", call.path.trim_start_matches('/'));
    let query = query.finish();
    if !query.is_empty() {
        text += &format!("?{query}");
    }
    text.push('\n');
    if let Some(body) = &call.body {
        // Only as text do numbers keep all their digits.
        let value: Option<Value> = serde_json::from_str(body).ok();
        let pretty = value.and_then(|value| serde_json::to_string_pretty(&value).ok());
        text += &format!("Content-Type: application/json\n\n{}\n", pretty.as_ref().unwrap_or(body));
    } else if in_body && !(call.params.is_empty() && files.is_empty()) {
        let kind = if files.is_empty() { "application/x-www-form-urlencoded" } else { "multipart/form-data" };
        text += &format!("Content-Type: {kind}\n\n");
        for (name, value) in &call.params {
            text += &format!("{name}={value}\n");
        }
        for (name, file) in files {
            text += &format!("{name}=@{}\n", file.name());
        }
    }
    text
}
