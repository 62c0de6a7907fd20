//! JSON tokens to values. After a mistake it goes on at the next member.

use std::mem;

use super::{
    Json, Kind, Member,
    lexer::{Lexed, Token, lex},
};
use crate::diagnostic::{
    Diagnostic, Diagnostics, code,
    source::{FileId, Span, Spanned},
};

/// Deeper than any schema, shallow enough for every stack.
const DEEPEST: usize = 64;

/// Reads a whole file.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Json {
    let tokens = lex(file, text, diags);
    let end = Span { file, start: text.len(), end: text.len() };
    let mut parser = Parser { tokens, at: 0, end, depth: 0, ended: false, diags };
    let value = parser.value();
    if let Some(next) = parser.tokens.get(parser.at) {
        let span = next.span;
        parser.error("something follows the end of the JSON value", span, "the file should end before this");
    }
    value
}

struct Parser<'a> {
    tokens: Vec<Lexed>,
    at: usize,
    end: Span,
    depth: usize,
    /// A missing end was reported, or follows from what was: no container around it says so again.
    ended: bool,
    diags: &'a mut Diagnostics,
}

impl Parser<'_> {
    fn error(&mut self, title: impl Into<String>, span: Span, label: &str) {
        self.diags.push(Diagnostic::error(code::SYNTAX, title).at(span, label));
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|lexed| &lexed.token)
    }

    /// The next token, whose text can be taken out: nobody goes back to it.
    fn token(&mut self) -> Option<&mut Token> {
        self.tokens.get_mut(self.at).map(|lexed| &mut lexed.token)
    }

    fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(self.end, |lexed| lexed.span)
    }

    fn bad(span: Span) -> Json {
        Json { span, kind: Kind::Bad }
    }

    fn value(&mut self) -> Json {
        let span = self.here();
        let Some(token) = self.token() else {
            self.error("a value is missing", span, "the file ends here");
            return Self::bad(span);
        };
        let kind = match token {
            Token::String(text) => Kind::String(mem::take(text)),
            Token::Number(text) => Kind::Number(mem::take(text)),
            Token::Broken => {
                // What follows on its line was swallowed; the end is missing because of that.
                self.ended = true;
                Kind::Bad
            }
            Token::Word(word) => match word.as_str() {
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                "null" => Kind::Null,
                _ => {
                    let title = format!("text must stand in quotes: \"{word}\"");
                    self.error(title, span, "JSON only knows the bare words true, false and null");
                    Kind::Bad
                }
            },
            Token::Open(bracket) => {
                let bracket = *bracket;
                return self.nested(bracket);
            }
            Token::Close(_) | Token::Comma | Token::Colon => {
                self.error("a value is missing", span, "expected a value before this");
                return Self::bad(span);
            }
        };
        self.at += 1;
        Json { span, kind }
    }

    fn nested(&mut self, bracket: char) -> Json {
        let start = self.here();
        if self.depth == DEEPEST {
            self.error("nested too deeply", start, "no schema is as deep as this");
            self.skip_nested();
            return Self::bad(start);
        }
        self.depth += 1;
        self.at += 1;
        let value = if bracket == '{' { self.object(start) } else { self.array(start) };
        self.depth -= 1;
        value
    }

    fn skip_nested(&mut self) {
        let mut open = 0usize;
        while let Some(token) = self.peek() {
            match token {
                Token::Open(_) => open += 1,
                Token::Close(_) => open = open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    /// After an element: the comma or the end. `false` ends the container.
    fn separator(&mut self, close: char, opened: Span) -> bool {
        let here = self.here();
        match self.peek() {
            Some(Token::Comma) => {
                self.at += 1;
                if self.peek() == Some(&Token::Close(close)) {
                    self.error("a comma before the end", here, "remove this comma");
                }
                true
            }
            Some(Token::Close(c)) if *c == close => true,
            Some(Token::Close(c)) => {
                let title = format!("`{c}` closes what `{close}` should close");
                self.diags.push(
                    Diagnostic::error(code::SYNTAX, title)
                        .at(here, format!("expected `{close}`"))
                        .also(opened, "opened here"),
                );
                self.at += 1;
                false
            }
            None => {
                if !mem::replace(&mut self.ended, true) {
                    self.diags.push(
                        Diagnostic::error(code::SYNTAX, format!("`{close}` is missing"))
                            .at(opened, "this is never closed"),
                    );
                }
                false
            }
            Some(_) => {
                let before = self
                    .at
                    .checked_sub(1)
                    .and_then(|at| self.tokens.get(at))
                    .map_or(here, |lexed| lexed.span);
                let gap = Span { file: here.file, start: before.end, end: before.end };
                self.error("a comma is missing", gap, "expected `,` here");
                true
            }
        }
    }

    fn array(&mut self, opened: Span) -> Json {
        let mut items = Vec::new();
        loop {
            match self.peek() {
                Some(Token::Close(']')) => {
                    self.at += 1;
                    break;
                }
                Some(Token::Colon) => {
                    let here = self.here();
                    self.error("a list has no keys", here, "for keys, write `{` and `}`");
                    self.at += 1;
                }
                Some(Token::Comma) => {
                    let here = self.here();
                    self.error("a value is missing", here, "expected a value before this comma");
                    self.at += 1;
                }
                _ => {
                    if !matches!(self.peek(), None | Some(Token::Close(_))) {
                        items.push(self.value());
                    }
                    if !self.separator(']', opened) {
                        break;
                    }
                }
            }
        }
        self.finish(opened, Kind::Array(items))
    }

    fn object(&mut self, opened: Span) -> Json {
        let mut members: Vec<Member> = Vec::new();
        loop {
            match self.token() {
                Some(Token::Close('}')) => {
                    self.at += 1;
                    break;
                }
                Some(Token::String(key)) => {
                    let key = mem::take(key);
                    let key = Spanned::new(key, self.here());
                    self.at += 1;
                    let value = self.member_value(&key);
                    self.add(&mut members, key, value);
                    if !self.separator('}', opened) {
                        break;
                    }
                }
                None | Some(Token::Close(_)) => {
                    self.separator('}', opened);
                    break;
                }
                Some(Token::Word(word)) => {
                    let word = mem::take(word);
                    let here = self.here();
                    self.error(format!("a key must stand in quotes: \"{word}\""), here, "put this in quotes");
                    self.at += 1;
                    let key = Spanned::new(word, here);
                    let value = self.member_value(&key);
                    self.add(&mut members, key, value);
                    if !self.separator('}', opened) {
                        break;
                    }
                }
                Some(_) => {
                    let here = self.here();
                    self.error("expected a key", here, "an object holds `\"key\": value`");
                    // Said once: what cannot start a member is passed over.
                    while !matches!(
                        self.peek(),
                        None | Some(Token::String(_) | Token::Word(_) | Token::Close(_))
                    ) {
                        if matches!(self.peek(), Some(Token::Open(_))) {
                            self.skip_nested();
                        } else {
                            self.at += 1;
                        }
                    }
                }
            }
        }
        self.finish(opened, Kind::Object(members))
    }

    fn member_value(&mut self, key: &Spanned<String>) -> Json {
        if self.peek() == Some(&Token::Colon) {
            self.at += 1;
            self.value()
        } else {
            self.error(
                format!("the key \"{}\" has no value", key.value),
                key.span,
                "expected `:` and a value behind this",
            );
            Self::bad(key.span)
        }
    }

    fn add(&mut self, members: &mut Vec<Member>, key: Spanned<String>, value: Json) {
        match members.iter().find(|member| member.key.value == key.value) {
            Some(first) => self.diags.push(
                Diagnostic::error(
                    code::DUPLICATE_KEY,
                    format!("the key \"{}\" stands twice in one object", key.value),
                )
                .at(key.span, "the second time")
                .also(first.key.span, "the first time"),
            ),
            None => members.push(Member { key, value }),
        }
    }

    fn finish(&self, opened: Span, kind: Kind) -> Json {
        let end = self
            .at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(opened.end, |lexed| lexed.span.end);
        Json { span: Span { end, ..opened }, kind }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::diagnostic::{
        render,
        source::{Source, Sources},
    };

    /// The value that is left, and one line for each mistake.
    fn check(text: &str, expected: Expect) {
        let mut sources = Sources::default();
        let mut diags = Diagnostics::default();
        let file = sources.add(Source { name: "t".into(), path: None, text: text.into() });
        let value = parse(file, text, &mut diags);
        let mut shown = value.to_text();
        for diagnostic in diags.iter() {
            shown += "\n";
            shown += &render::short(diagnostic, &sources);
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn good_text_is_read_whole() {
        check(
            r#" {"a": [1, -2.5e+3, "x\u00e9\ud83d\ude00\n", true, null], "b": {}} "#,
            expect![[r#"{"a":[1,-2.5e+3,"xé😀\u000a",true,null],"b":{}}"#]],
        );
        check("\u{feff}0", expect!["0"]);
    }

    #[test]
    fn a_mistake_costs_one_member_and_not_the_rest() {
        check(
            r#"{"a": 1 "b": 2}"#,
            expect![[r#"
            {"a":1,"b":2}
            t:1:8: error[G0002]: a comma is missing (expected `,` here)"#]],
        );
        check(
            r#"{"a": , "b": 2}"#,
            expect![[r#"
            {"a":null,"b":2}
            t:1:7: error[G0002]: a value is missing (expected a value before this)"#]],
        );
        check(
            r#"{"a" 1, b: 2, "c": yes}"#,
            expect![[r#"
            {"a":null,"b":2,"c":null}
            t:1:2: error[G0002]: the key "a" has no value (expected `:` and a value behind this)
            t:1:5: error[G0002]: a comma is missing (expected `,` here)
            t:1:6: error[G0002]: expected a key (an object holds `"key": value`)
            t:1:9: error[G0002]: a key must stand in quotes: "b" (put this in quotes)
            t:1:20: error[G0002]: text must stand in quotes: "yes" (JSON only knows the bare words true, false and null)"#]],
        );
        check(
            "[1, 2",
            expect![[r#"
            [1,2]
            t:1:1: error[G0002]: `]` is missing (this is never closed)"#]],
        );
        check(
            r#"{"a": [1, 2}"#,
            expect![[r#"
            {"a":[1,2]}
            t:1:12: error[G0002]: `}` closes what `]` should close (expected `]`)
            t:1:1: error[G0002]: `}` is missing (this is never closed)"#]],
        );
        check(
            "01 2",
            expect![[r#"
            01
            t:1:1: error[G0002]: `01` is not a JSON number (not a number)
            t:1:4: error[G0002]: something follows the end of the JSON value (the file should end before this)"#]],
        );
        check(
            "",
            expect![[r#"
            null
            t:1:1: error[G0002]: a value is missing (the file ends here)"#]],
        );
    }

    #[test]
    fn depth_has_an_end() {
        let deep = "[".repeat(100_000);
        let mut diags = Diagnostics::default();
        let file = Sources::default().add(Source { name: "t".into(), path: None, text: String::new() });
        parse(file, &deep, &mut diags);
        assert!(diags.has_errors());
    }
}
