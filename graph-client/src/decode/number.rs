//! Numbers, by JSON's grammar; what they mean is up to the type that reads them.

use super::error::Decoded;
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Reads a number as it is written.
    pub fn number(&mut self) -> Decoded<&'a str> {
        self.peek();
        let start = self.at;
        if self.skip_number() {
            return Ok(self.since(start));
        }
        self.at = start;
        Err(self.at("a number"))
    }

    /// Reads past a number; false, at no place in particular, where there is none.
    fn skip_number(&mut self) -> bool {
        self.literal(b"-");
        // No digits may follow a zero: whoever reads on meets them where none belong.
        let whole = self.literal(b"0") || self.digits();
        let fraction = !self.literal(b".") || self.digits();
        let exponent = !(self.literal(b"e") || self.literal(b"E")) || {
            let _sign = self.literal(b"+") || self.literal(b"-");
            self.digits()
        };
        whole && fraction && exponent
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte(self.at) {
            self.at += 1;
        }
        self.at > start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar() {
        for text in ["0", "-0", "7", "120", "-1.5", "0.25", "1e3", "1E+3", "-1.25e-07", "9007199254740993"] {
            assert_eq!(
                Reader::whole(text.as_bytes(), |r| r.number().map(str::to_owned)),
                Ok(text.to_owned())
            );
            assert_eq!(Reader::whole(text.as_bytes(), |r| r.skip()), Ok(()));
        }
        for text in [
            "", "-", "+1", ".5", "5.", "1.e3", "1e", "1e+", "01", "-01", "1x", "0x10", "NaN", "Infinity",
            "--1", "1 2", "1.2.3", "١",
        ] {
            assert!(Reader::whole(text.as_bytes(), |r| r.number().map(str::to_owned)).is_err(), "{text}");
            assert!(Reader::whole(text.as_bytes(), |r| r.skip()).is_err(), "{text}");
        }
    }

    #[test]
    fn errors_name_the_whole_number() {
        let error = Reader::whole(b" -1.e3", |r| r.skip()).unwrap_err();
        assert_eq!(error.to_string(), "expected a number, found -1.e3 (byte 1)");
    }
}
