//! Skips values that are not needed, and checks their syntax.

use super::error::Decoded;
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Skips any value.
    ///
    /// Not recursive: deep nesting cannot overflow the stack. Uses one byte of memory per open bracket.
    ///
    /// # Errors
    ///
    /// If the JSON is malformed.
    pub fn skip(&mut self) -> Decoded<()> {
        let mut closing: Vec<u8> = Vec::new();
        loop {
            let opened = match self.peek() {
                Some(b'{') => self.open(b'}'),
                Some(b'[') => self.open(b']'),
                _ => {
                    self.skip_scalar()?;
                    None
                }
            };
            if let Some(close) = opened {
                closing.push(close);
            } else if !self.close(&mut closing)? {
                return Ok(());
            }
            if closing.last() == Some(&b'}') {
                self.skip_string("a key")?;
                self.eat(b':', "`:`")?;
            }
        }
    }

    /// Skips any value and returns it as written.
    ///
    /// # Errors
    ///
    /// If the JSON is malformed.
    pub fn raw(&mut self) -> Decoded<&'a str> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(self.since(start))
    }

    /// Consumes an opening bracket. Returns the closing one, unless the container was empty and is consumed too.
    fn open(&mut self, close: u8) -> Option<u8> {
        self.at += 1;
        if self.peek() != Some(close) {
            return Some(close);
        }
        self.at += 1;
        None
    }

    /// After a value: consumes closing brackets. Returns whether another value follows.
    fn close(&mut self, closing: &mut Vec<u8>) -> Decoded<bool> {
        while let Some(close) = closing.last() {
            if self.has_more(*close)? {
                return Ok(true);
            }
            closing.pop();
        }
        Ok(false)
    }

    fn skip_scalar(&mut self) -> Decoded<()> {
        match self.peek() {
            Some(b'"') => self.skip_string("a string"),
            Some(b'-' | b'0'..=b'9') => self.number().map(|_| ()),
            Some(b't') if self.literal(b"true") => Ok(()),
            Some(b'f') if self.literal(b"false") => Ok(()),
            Some(b'n') if self.literal(b"null") => Ok(()),
            _ => Err(self.at("a value")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#" {"a": [1, -2.5e3, {"b": {}}, [], [[ ]]], "c\u00e9\n": "x\ud83d\udc4d\"", "d": true, "e": false, "f": null, "": {"g": "é"}} "#;

    fn skip(body: &str) -> String {
        match Reader::whole(body.as_bytes(), |r| r.skip()) {
            Ok(()) => "ok".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn accepts_only_complete_values() {
        let sample = SAMPLE.trim_end();
        assert_eq!(skip(sample), "ok");
        for end in (0..sample.len()).filter(|end| sample.is_char_boundary(*end)) {
            assert_ne!(skip(&sample[..end]), "ok", "{end}");
        }
        for end in 0..sample.len() {
            assert!(Reader::whole(&sample.as_bytes()[..end], |r| r.skip()).is_err(), "{end}");
        }
    }

    #[test]
    fn agrees_with_serde_json_on_corrupted_input() {
        for at in 0..SAMPLE.len() {
            for byte in [b'{', b'}', b'[', b']', b'"', b'\\', b',', b':', b'0', b'-', b'n', b' ', 0, 0xc3] {
                let mut body = SAMPLE.as_bytes().to_vec();
                body[at] = byte;
                let ours = Reader::whole(&body, |r| r.skip()).is_ok();
                let theirs = serde_json::from_slice::<serde_json::Value>(&body);
                // Lone surrogates are accepted here on purpose.
                let excused = theirs.as_ref().is_err_and(|error| {
                    error.to_string().contains("surrogate") || error.to_string().contains("hex escape")
                });
                assert!(ours == theirs.is_ok() || excused, "{:?}", String::from_utf8_lossy(&body));
            }
        }
    }

    #[test]
    fn reports_malformed_syntax() {
        for (body, message) in [
            ("[1}", "expected `,` or `]`, found `}` (byte 2)"),
            (r#"{"a":1]"#, "expected `,` or `}`, found `]` (byte 6)"),
            ("[1 2]", "expected `,` or `]`, found 2 (byte 3)"),
            ("[1,]", "expected a value, found `]` (byte 3)"),
            ("[,1]", "expected a value, found `,` (byte 1)"),
            (r#"{"a":1,}"#, "expected a key, found `}` (byte 7)"),
            (r#"{"a" 1}"#, "expected `:`, found 1 (byte 5)"),
            (r#"{"a":}"#, "expected a value, found `}` (byte 5)"),
            (r#"{a:1}"#, "expected a key, found a (byte 1)"),
            (r#"{1:1}"#, "expected a key, found 1 (byte 1)"),
            ("]", "expected a value, found `]` (byte 0)"),
            ("[01]", "expected `,` or `]`, found 1 (byte 2)"),
            ("tru", "expected a value, found tru (byte 0)"),
            ("trueish", "expected the end of the input, found ish (byte 4)"),
            ("'a'", "expected a value, found 'a' (byte 0)"),
        ] {
            assert_eq!(skip(body), message);
        }
    }

    #[test]
    fn skips_deep_nesting() {
        let open = "[".repeat(100_000);
        assert_eq!(skip(&open), "expected a value, found the end of the input (byte 100000)");
        assert_eq!(skip(&(open + &"]".repeat(100_000))), "ok");
        let objects = r#"{"a":"#.repeat(100_000);
        assert_eq!(skip(&format!("{objects}1{}", "}".repeat(100_000))), "ok");
        assert_ne!(skip(&objects), "ok");
    }

    #[test]
    fn raw_returns_the_exact_input() {
        let mut reader = Reader::new(br#" { "a" : 1.0 } , "#).unwrap();
        assert_eq!(reader.raw(), Ok(r#"{ "a" : 1.0 }"#));
        assert_eq!(reader.peek(), Some(b','));
    }
}
