//! Redacts secrets in error messages of servers and in excerpts of responses.

use percent_encoding::utf8_percent_encode;

use super::encoding::UNRESERVED;

/// Replaces a secret.
const PLACEHOLDER: &str = "<hidden>";

/// The length in characters of the prefix that identifies a secret: excerpts may cut off the rest.
const PREFIX: usize = 8;

/// The secrets of a call that must never be displayed: tokens, their proofs, and secret parameters.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Redactor(Vec<Box<str>>);

impl Redactor {
    /// Adds a secret. Strings of up to three bytes are ignored: they would match unrelated text.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() > 3 && !self.0.iter().any(|known| &**known == secret) {
            self.0.push(secret.into());
        }
    }

    /// Adds the secrets of another call.
    pub(crate) fn extend(&mut self, other: &Self) {
        other.0.iter().for_each(|secret| self.add(secret));
    }

    /// Whether there are no secrets to redact.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Replaces every secret in `text`: plain, percent-encoded, escaped, in base64, or truncated.
    pub(crate) fn redact(&self, text: &mut String) {
        for secret in &self.0 {
            // In an app token, `id|secret`, only the second part is secret.
            if let Some((_, secret)) = secret.split_once('|').filter(|(_, secret)| secret.len() > 3) {
                remove_all(text, secret);
            }
            remove_all(text, secret);
        }
    }
}

fn remove_all(text: &mut String, secret: &str) {
    let encodings = encodings(secret);
    // The next occurrence of each encoding. Searches resume after the last redaction, so that text from a
    // hostile server, which may consist of nothing but secrets, is scanned once per encoding.
    let find = |encoding: &String, from: usize| Some(from + text.get(from..)?.find(prefix(encoding))?);
    let mut next: Vec<Option<usize>> = encodings.iter().map(|encoding| find(encoding, 0)).collect();
    let (mut cleaned, mut from) = (String::new(), 0);
    while let Some(at) = next.iter().flatten().min().copied() {
        cleaned += text.get(from..at).unwrap_or_default();
        cleaned += PLACEHOLDER;
        let rest = text.get(at..).unwrap_or_default();
        // Several encodings may match here: remove the longest match.
        let matching = encodings.iter().filter(|encoding| rest.starts_with(prefix(encoding)));
        let longest = matching.map(|encoding| common_prefix_len(rest, encoding)).max();
        from = at + longest.unwrap_or_default().max(1);
        for (encoding, next) in encodings.iter().zip(&mut next) {
            if next.is_some_and(|next| next < from) {
                *next = find(encoding, from);
            }
        }
    }
    if from > 0 {
        cleaned += text.get(from..).unwrap_or_default();
        *text = cleaned;
    }
}

/// The part of an encoded secret that is searched for.
fn prefix(encoding: &str) -> &str {
    let is_long = encoding.len() > PREFIX + 4 && !encoding.contains('|');
    let end = encoding.char_indices().nth(PREFIX).filter(|_| is_long);
    end.and_then(|(end, _)| encoding.get(..end)).unwrap_or(encoding)
}

/// The length in bytes of the longest common prefix.
fn common_prefix_len(text: &str, encoding: &str) -> usize {
    text.chars().zip(encoding.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// The encodings in which a secret may appear.
fn encodings(secret: &str) -> Vec<String> {
    let once = utf8_percent_encode(secret, UNRESERVED).to_string();
    let twice = utf8_percent_encode(&once, UNRESERVED).to_string();
    let escaped = secret.escape_debug().to_string();
    // As PHP writes it in JSON.
    let slashes = secret.replace('/', "\\/");
    let mut encodings = vec![secret.to_owned(), once.to_lowercase_escapes(), once, twice, escaped, slashes];
    for shift in 0..3 {
        let standard = base64_core(secret.as_bytes(), shift);
        encodings.push(standard.replace('+', "-").replace('/', "_"));
        encodings.push(standard);
    }
    encodings.retain(|encoding| encoding.len() > 3);
    encodings.sort();
    encodings.dedup();
    encodings
}

trait LowercaseEscapes {
    fn to_lowercase_escapes(&self) -> String;
}

impl LowercaseEscapes for String {
    /// Lowercases percent escapes only: `%7C` becomes `%7c`.
    fn to_lowercase_escapes(&self) -> String {
        let mut out = Self::with_capacity(self.len());
        let mut escape = 0;
        for c in self.chars() {
            out.push(if escape > 0 { c.to_ascii_lowercase() } else { c });
            escape = if c == '%' { 2 } else { u8::saturating_sub(escape, 1) };
        }
        out
    }
}

/// The base64 characters that depend only on the secret, if `offset` bytes precede it.
fn base64_core(secret: &[u8], offset: usize) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let skipped = (3 - offset) % 3;
    let whole = secret.get(skipped..).unwrap_or_default();
    let mut out = String::new();
    for group in whole.chunks_exact(3) {
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in [18, 12, 6, 0] {
            out.extend(ALPHABET.get(bits >> place & 63).map(|c| char::from(*c)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "1234|HUSHHUSH/to+ken=ü";

    fn redacted(text: &str) -> String {
        let mut redactor = Redactor::default();
        redactor.add(TOKEN);
        redactor.add("abc");
        let mut text = text.to_owned();
        redactor.redact(&mut text);
        text
    }

    #[test]
    fn redacts_secrets_in_all_encodings() {
        assert_eq!(redacted(&format!("a {TOKEN} b {TOKEN}")), "a 1234|<hidden> b 1234|<hidden>");
        let encoded = utf8_percent_encode(TOKEN, UNRESERVED).to_string();
        let slashes = TOKEN.replace('/', "\\/");
        for encoding in
            [encoded.clone(), encoded.to_lowercase_escapes(), encoded.replace('%', "%25"), slashes]
        {
            assert!(!redacted(&encoding).contains("HUSH"), "{encoding}: {}", redacted(&encoding));
        }
        // HUSHHUSH after zero, one and two other bytes.
        for base64 in
            ["SFVTSEhVU0gvdG8ra2Vuw7w=", "eEhVU0hIVVNIL3RvK2tlbj3DvA==", "eHhIVVNISFVTSC90bytrZW49w7w="]
        {
            assert!(redacted(base64).contains(PLACEHOLDER), "{base64}");
        }
        assert_eq!(redacted("abcabc"), "abcabc");
    }

    #[test]
    fn redacts_truncated_secrets() {
        assert_eq!(redacted("found \"HUSHHUSH/t…"), "found \"<hidden>…");
        assert_eq!(redacted("HUSHHUS"), "HUSHHUS");
    }

    #[test]
    fn redacts_text_of_many_secrets_in_linear_time() {
        let mut redactor = Redactor::default();
        redactor.add(TOKEN);
        // A quadratic algorithm would not finish.
        let mut text = TOKEN.repeat(200_000);
        redactor.redact(&mut text);
        assert_eq!(text, "1234|<hidden>".repeat(200_000));
    }

    #[test]
    fn terminates_if_the_secret_is_the_placeholder() {
        let mut redactor = Redactor::default();
        redactor.add("<hidden>");
        let mut text = "a <hidden> <hidden>".to_owned();
        redactor.redact(&mut text);
        assert_eq!(text, "a <hidden> <hidden>");
    }
}
