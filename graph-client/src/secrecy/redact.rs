//! Takes secrets out of texts: out of what servers repeat in messages, and of excerpts of answers.

use percent_encoding::utf8_percent_encode;

use super::encoding::UNRESERVED;

/// What stands where a secret stood.
const MARK: &str = "<hidden>";

/// So much of the beginning of a secret is taken for the secret: excerpts end anywhere.
const BEGINNING: usize = 8;

/// What must be shown by nothing: the tokens of a call, their proofs, secrets among its parameters.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Redactor(Vec<Box<str>>);

impl Redactor {
    /// Adds a secret. One of up to three characters is none, and would make holes in every text.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() > 3 && !self.0.iter().any(|known| &**known == secret) {
            self.0.push(secret.into());
        }
    }

    /// Adds those of another call.
    pub(crate) fn extend(&mut self, other: &Self) {
        other.0.iter().for_each(|secret| self.add(secret));
    }

    /// Whether there is anything to hide.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes every secret out of a text: as it is, percent-encoded, escaped, in base64, also a cut one.
    pub(crate) fn redact(&self, text: &mut String) {
        for secret in &self.0 {
            // Of an app's own token, `id|secret`, the id is known to everybody.
            if let Some((_, secret)) = secret.split_once('|').filter(|(_, secret)| secret.len() > 3) {
                remove_all(text, secret);
            }
            remove_all(text, secret);
        }
    }
}

fn remove_all(text: &mut String, secret: &str) {
    let forms = forms(secret);
    // Where each form stands next. It is looked for again only behind what was taken out, so that a text of a
    // hostile server, which may be nothing but secrets, is read once for each form.
    let find = |form: &String, from: usize| Some(from + text.get(from..)?.find(beginning(form))?);
    let mut places: Vec<Option<usize>> = forms.iter().map(|form| find(form, 0)).collect();
    let (mut cleaned, mut from) = (String::new(), 0);
    while let Some(at) = places.iter().flatten().min().copied() {
        cleaned += text.get(from..at).unwrap_or_default();
        cleaned += MARK;
        let rest = text.get(at..).unwrap_or_default();
        // Where one form begins another may, too, and go further.
        let begins = forms.iter().filter(|form| rest.starts_with(beginning(form)));
        from = at + begins.map(|form| common(rest, form)).max().unwrap_or_default().max(1);
        for (form, place) in forms.iter().zip(&mut places) {
            if place.is_some_and(|place| place < from) {
                *place = find(form, from);
            }
        }
    }
    if from > 0 {
        cleaned += text.get(from..).unwrap_or_default();
        *text = cleaned;
    }
}

/// What a form is known by.
fn beginning(form: &str) -> &str {
    let long = form.len() > BEGINNING + 4 && !form.contains('|');
    let end = form.char_indices().nth(BEGINNING).filter(|_| long);
    end.and_then(|(end, _)| form.get(..end)).unwrap_or(form)
}

/// How far two texts are the same.
fn common(text: &str, form: &str) -> usize {
    text.chars().zip(form.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// The ways in which a secret is written.
fn forms(secret: &str) -> Vec<String> {
    let once = utf8_percent_encode(secret, UNRESERVED).to_string();
    let twice = utf8_percent_encode(&once, UNRESERVED).to_string();
    let escaped = secret.escape_debug().to_string();
    let mut forms = vec![secret.to_owned(), once.to_lowercase_escapes(), once, twice, escaped];
    for shift in 0..3 {
        let standard = base64_core(secret.as_bytes(), shift);
        forms.push(standard.replace('+', "-").replace('/', "_"));
        forms.push(standard);
    }
    forms.retain(|form| form.len() > 3);
    forms.sort();
    forms.dedup();
    forms
}

trait LowercaseEscapes {
    fn to_lowercase_escapes(&self) -> String;
}

impl LowercaseEscapes for String {
    /// `%7C` as `%7c`, and nothing else changed.
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

/// The characters of base64 that depend on the secret alone, when so many bytes stand before it.
fn base64_core(secret: &[u8], before: usize) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let skipped = (3 - before) % 3;
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

    fn cleaned(text: &str) -> String {
        let mut hidden = Redactor::default();
        hidden.add(TOKEN);
        hidden.add("abc");
        let mut text = text.to_owned();
        hidden.redact(&mut text);
        text
    }

    #[test]
    fn a_secret_is_hidden_in_every_form() {
        assert_eq!(cleaned(&format!("a {TOKEN} b {TOKEN}")), "a 1234|<hidden> b 1234|<hidden>");
        let encoded = utf8_percent_encode(TOKEN, UNRESERVED).to_string();
        for form in [encoded.clone(), encoded.to_lowercase_escapes(), encoded.replace('%', "%25")] {
            assert!(!cleaned(&form).contains("HUSH"), "{form}: {}", cleaned(&form));
        }
        // The beginnings of these are HUSHHUSH behind nothing, one and two bytes.
        for base64 in
            ["SFVTSEhVU0gvdG8ra2Vuw7w=", "eEhVU0hIVVNIL3RvK2tlbj3DvA==", "eHhIVVNISFVTSC90bytrZW49w7w="]
        {
            assert!(cleaned(base64).contains(MARK), "{base64}");
        }
        assert_eq!(cleaned("abcabc"), "abcabc");
    }

    #[test]
    fn a_cut_secret_is_hidden_too() {
        assert_eq!(cleaned("found \"HUSHHUSH/t…"), "found \"<hidden>…");
        assert_eq!(cleaned("HUSHHUS"), "HUSHHUS");
    }

    #[test]
    fn a_text_of_nothing_but_secrets_is_cleaned_in_one_go() {
        let mut hidden = Redactor::default();
        hidden.add(TOKEN);
        // Anything that reads it anew for each of them would not come to an end.
        let mut text = TOKEN.repeat(200_000);
        hidden.redact(&mut text);
        assert_eq!(text, "1234|<hidden>".repeat(200_000));
    }

    #[test]
    fn a_secret_of_any_text_ends() {
        let mut hidden = Redactor::default();
        hidden.add("<hidden>");
        let mut text = "a <hidden> <hidden>".to_owned();
        hidden.redact(&mut text);
        assert_eq!(text, "a <hidden> <hidden>");
    }
}
