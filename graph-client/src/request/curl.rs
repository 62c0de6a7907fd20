//! Requests as curl command lines.

use http::Method;

use super::Request;

impl Request {
    /// The call as a curl command line, with a placeholder for the token.
    pub(crate) fn curl(&self, host: &str, version: Option<&str>) -> String {
        let quote = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let mut line = String::from("curl");
        if self.method != Method::GET {
            line += &format!(" -X {}", self.method);
        }
        line += " -H 'Authorization: Bearer <token>'";
        if let Some(body) = self.params.shown_json() {
            line += &format!(" -H 'Content-Type: application/json' -d {}", quote(&body));
        } else if self.method == Method::POST {
            let files = self.params.files();
            for (name, file) in files {
                line += &format!(" -F {}", quote(&format!("{name}=@{}", file.name())));
            }
            let option = if files.is_empty() { "--data-urlencode" } else { "--form-string" };
            for (name, value) in self.params.shown() {
                line += &format!(" {option} {}", quote(&format!("{name}={value}")));
            }
        }
        let mut url = format!("{}/{}", host.trim_end_matches('/'), self.full_path(version));
        let query = match self.params.is_json() {
            true => self.params.query().to_owned(),
            false if self.method == Method::POST => String::new(),
            false => self.params.shown_form(),
        };
        if !query.is_empty() {
            url.push('?');
            url += &query;
        }
        format!("{line} {}", quote(&url))
    }
}
