//! The name of a file from the header of a response, safe to use in any folder.

use percent_encoding::percent_decode_str;

/// The file name of a `Content-Disposition`.
pub(super) fn file_name(disposition: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(disposition);
    let mut plain = None;
    for (name, value) in parameters(&text) {
        if name.eq_ignore_ascii_case("filename*") {
            // `UTF-8''a%20b`; other encodings are obsolete.
            let encoded = value.splitn(3, '\'').nth(2).unwrap_or_default();
            if let Some(name) = safe_name(&percent_decode_str(encoded).decode_utf8_lossy()) {
                return Some(name);
            }
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or_else(|| safe_name(&value));
        }
    }
    plain
}

/// The parameters of a header, unquoted.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, value)) = rest.split_once('=') {
        let mut out = String::new();
        let value = value.trim_start();
        if let Some(quoted) = value.strip_prefix('"') {
            let mut chars = quoted.chars().peekable();
            while let Some(c) = chars.next().filter(|c| *c != '"') {
                // Any other backslash separates the parts of a path.
                let escaped = chars.next_if(|next| c == '\\' && matches!(next, '"' | '\\'));
                out.push(escaped.unwrap_or(c));
            }
            let left: usize = chars.map(char::len_utf8).sum();
            rest = quoted.get(quoted.len() - left..).unwrap_or_default();
            rest = rest.split_once(';').map_or("", |(_, rest)| rest);
        } else {
            let (word, after) = value.split_once(';').unwrap_or((value, ""));
            out.push_str(word.trim());
            rest = after;
        }
        found.push((name.trim().to_owned(), out));
    }
    found
}

/// The last part of a path, without characters that are special to file systems.
fn safe_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim();
    // Such names stand for a folder, a drive or an alternate data stream.
    let odd = clean.is_empty() || clean.chars().all(|c| c == '.') || clean.contains(':');
    (!odd).then(|| clean.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_never_a_path() {
        for (header, name) in [
            ("attachment; filename=\"a b;c.jpg\"; x=y", Some("a b;c.jpg")),
            ("attachment; filename=a.jpg", Some("a.jpg")),
            ("inline;filename=\"a\\\"b\"", Some("a\"b")),
            ("attachment; filename=\"a.txt\"; filename*=UTF-8''%C3%BC+%20.txt", Some("ü+ .txt")),
            ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some("passwd")),
            ("attachment; filename=\"..\\..\\x.exe\"", Some("x.exe")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"C:\"", None),
            ("attachment; filename=\"a\u{1}\u{0}\n\"", Some("a")),
            ("attachment; filename=\"", None),
            ("attachment; filename", None),
            ("attachment", None),
            ("", None),
        ] {
            assert_eq!(file_name(header.as_bytes()).as_deref(), name, "{header}");
        }
    }
}
