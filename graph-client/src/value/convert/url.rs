//! Feature `url`.

use url::Url;

use crate::value::AsText;

impl AsText for Url {
    fn as_text(&self) -> &str {
        self.as_str()
    }
}

impl AsText for &Url {
    fn as_text(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_text() {
        assert_eq!(Url::parse("https://example.com").unwrap().as_text(), "https://example.com/");
    }
}
