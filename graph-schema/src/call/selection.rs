//! Parses the `fields` parameter: `a,b.limit(5).as(c){d,e{f}}`.

use std::fmt;

use crate::diagnostic::render::printable;

/// The requested fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The fields, in order.
    pub items: Vec<Selected>,
    /// The text that they were parsed from.
    pub text: String,
}

/// A requested field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The name of the field or connection.
    pub name: String,
    /// Modifiers such as `limit(5)`.
    pub modifiers: Vec<(String, String)>,
    /// The requested nested fields.
    pub inside: Option<Selection>,
}

/// A syntax error in a list of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What was expected, such as `a field name`.
    pub expected: String,
    /// The character found; `None` at the end of the text.
    pub found: Option<char>,
    /// The byte offset.
    pub at: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, found, at } = self;
        match found {
            Some(c) => {
                let found = c.to_string();
                write!(f, "expected {expected} instead of \"{}\" at character {at}", printable(&found))
            }
            None => write!(f, "expected {expected} at the end"),
        }
    }
}

impl std::error::Error for SyntaxError {}

impl Selected {
    /// The name in the response.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.modifiers.iter().find(|(word, _)| word == "as").map_or(&self.name, |(_, alias)| alias)
    }
}

/// The maximum nesting depth.
const MAX_DEPTH: usize = 20;

impl Selection {
    /// Parses the parameter. Returns `None` if it is empty.
    ///
    /// # Errors
    ///
    /// Returns the first syntax error.
    pub fn read(text: &str) -> Result<Option<Self>, SyntaxError> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let mut parser = Parser { text, at: 0 };
        let selection = parser.selection(0)?;
        match parser.peek() {
            None => Ok(Some(selection)),
            Some(_) => Err(parser.expected("end of string")),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&mut self) -> Option<char> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.rest().chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn expected(&self, what: &str) -> SyntaxError {
        SyntaxError { expected: what.to_owned(), found: self.rest().chars().next(), at: self.at }
    }

    fn selection(&mut self, depth: usize) -> Result<Selection, SyntaxError> {
        if depth > MAX_DEPTH {
            return Err(self.expected("at most 20 levels of nesting"));
        }
        let start = self.at;
        let mut items = vec![self.item(depth)?];
        while self.eat(',') {
            items.push(self.item(depth)?);
        }
        let text = self.text.get(start..self.at).unwrap_or_default().trim().to_owned();
        Ok(Selection { items, text })
    }

    fn item(&mut self, depth: usize) -> Result<Selected, SyntaxError> {
        let name = self.name(true)?;
        let mut modifiers = Vec::new();
        while self.eat('.') {
            let word = self.name(false)?;
            if !self.eat('(') {
                return Err(self.expected("\"(\""));
            }
            modifiers.push((word, self.argument()?));
        }
        let inside = if self.eat('{') {
            let inside = self.selection(depth + 1)?;
            if !self.eat('}') {
                return Err(self.expected("\"}\""));
            }
            Some(inside)
        } else {
            None
        };
        Ok(Selected { name, modifiers, inside })
    }

    fn name(&mut self, slashes: bool) -> Result<String, SyntaxError> {
        self.peek();
        let name: String = self
            .rest()
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-') || (slashes && *c == '/'))
            .collect();
        if name.is_empty() {
            return Err(self.expected("a field name"));
        }
        self.at += name.len();
        Ok(name)
    }

    /// Reads up to the closing bracket, including nested commas, brackets and quoted strings.
    fn argument(&mut self) -> Result<String, SyntaxError> {
        let Some(end) = graph_wire::argument::end(self.rest()) else {
            return Err(self.expected("a value and \")\""));
        };
        let argument = self.rest().get(..end).unwrap_or_default().trim().to_owned();
        self.at += end + 1;
        Ok(argument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Selection {
        Selection::read(text).unwrap().unwrap()
    }

    #[test]
    fn parses_the_whole_grammar() {
        let selection = read(
            "id, albums.limit(5).order(chronological).as(books){name,photos.limit(2){source}} ,feed.filter([{\"a\":\"),\"}])",
        );
        let names: Vec<_> = selection.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["id", "albums", "feed"]);
        let albums = &selection.items[1];
        assert_eq!(albums.shown(), "books");
        assert_eq!(albums.modifiers[0], ("limit".to_owned(), "5".to_owned()));
        let inside = albums.inside.as_ref().unwrap();
        assert_eq!(inside.text, "name,photos.limit(2){source}");
        assert_eq!(inside.items[1].inside.as_ref().unwrap().items[0].name, "source");
        assert_eq!(selection.items[2].modifiers[0].1, "[{\"a\":\"),\"}]");
    }

    #[test]
    fn rejects_syntax_errors() {
        for wrong in
            ["a{", "a{}", "a}", "a,", ",a", "a.limit", "a.limit(5", "a.limit(])", "a b", "a.(5)", "é😀(", "{"]
        {
            assert!(Selection::read(wrong).is_err(), "{wrong}");
        }
        assert!(Selection::read(&"a{".repeat(10_000)).is_err());
        assert_eq!(Selection::read("  ").unwrap(), None);
    }
}
