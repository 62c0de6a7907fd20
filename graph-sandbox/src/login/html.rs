//! HTML that cannot contain unescaped text.

/// A piece of HTML: literal markup of this crate, and escaped text.
#[derive(Clone, Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Appends markup. Only literals are accepted, so no value can get here without escaping.
    pub(super) fn markup(mut self, literal: &'static str) -> Self {
        self.0.push_str(literal);
        self
    }

    /// Appends text, escaped for element content and quoted attribute values.
    pub(super) fn text(mut self, text: &str) -> Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_markup_is_not() {
        let html = Html::default().markup("<b title=\"").text("\"><script>'&").markup("\">");
        assert_eq!(html.0, "<b title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">");
    }
}
