//! Skips values that are not needed, and checks their syntax.

use super::error::Decoded;
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Skips any value.
    ///
    /// Not recursive: deep nesting cannot overflow the stack. Uses one bit of memory per open bracket.
    ///
    /// # Errors
    ///
    /// If the JSON is malformed.
    pub fn skip(&mut self) -> Decoded<()> {
        let mut brackets = Brackets::default();
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
                brackets.push(close);
            } else if !self.close(&mut brackets)? {
                return Ok(());
            }
            if brackets.last() == Some(b'}') {
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
    fn close(&mut self, brackets: &mut Brackets) -> Decoded<bool> {
        while let Some(close) = brackets.last() {
            if self.has_more(close)? {
                return Ok(true);
            }
            brackets.pop();
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

/// The closing brackets of the containers that are open: a bit for each, set for an object.
#[derive(Default)]
struct Brackets {
    depth: usize,
    /// The innermost ones, up to the last multiple of 64. The lowest bit is the innermost.
    bits: u64,
    /// The 64 ones around those, and so on.
    outer: Vec<u64>,
}

impl Brackets {
    fn push(&mut self, close: u8) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.outer.push(self.bits);
        }
        self.bits = self.bits << 1 | u64::from(close == b'}');
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.bits >>= 1;
        if self.depth.is_multiple_of(64) {
            self.bits = self.outer.pop().unwrap_or_default();
        }
    }

    fn last(&self) -> Option<u8> {
        (self.depth > 0).then_some(if self.bits & 1 == 1 { b'}' } else { b']' })
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
        // Both kinds in turn, and wrong where the outer one ends.
        for depth in [63, 64, 65, 127, 128, 129, 200] {
            let pairs = r#"[{"a":"#.repeat(depth);
            let (right, wrong) = ("}]".repeat(depth), format!("{}}}}}", "}]".repeat(depth - 1)));
            assert_eq!(skip(&format!("{pairs}1{right}")), "ok", "{depth}");
            assert!(skip(&format!("{pairs}1{wrong}")).starts_with("expected `,` or `]`"), "{depth}");
        }
    }

    #[test]
    fn raw_returns_the_exact_input() {
        let mut reader = Reader::new(br#" { "a" : 1.0 } , "#).unwrap();
        assert_eq!(reader.raw(), Ok(r#"{ "a" : 1.0 }"#));
        assert_eq!(reader.peek(), Some(b','));
    }
}
