//! Parses JSON tokens into values. After an error, it continues with the next member, and reports nothing about what
//! is between.

use std::mem;

use super::{
    Json, Kind, Member,
    lexer::{Lexed, Token, lex},
};
use crate::{
    diagnostic::{
        Diagnostic, Diagnostics, code,
        source::{FileId, Span, Spanned},
    },
    table::Table,
};

/// Nesting limit: deeper than any schema, and safe for every stack.
const MAX_DEPTH: usize = 64;

/// Parses a whole file.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Json {
    let tokens = lex(file, text, diags);
    let end = Span { file, start: text.len(), end: text.len() };
    let mut parser = Parser { tokens, at: 0, end, depth: 0, ended: false, recovered: usize::MAX, diags };
    let value = parser.value();
    if let Some(next) = parser.tokens.get(parser.at) {
        let span = next.span;
        parser.error("unexpected text after the JSON value", span, "expected the end of the file");
    }
    value
}

struct Parser<'a> {
    tokens: Vec<Lexed>,
    at: usize,
    end: Span,
    depth: usize,
    /// Whether a missing closing bracket was reported, or follows from a reported error. Enclosing containers then
    /// do not report it again.
    ended: bool,
    /// The place after something that was reported: that a comma is missing there follows from it.
    recovered: usize,
    diags: &'a mut Diagnostics,
}

impl Parser<'_> {
    fn error(&mut self, title: impl Into<String>, span: Span, label: &str) {
        self.diags.push(Diagnostic::error(code::SYNTAX, title).at(span, label));
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|lexed| &lexed.token)
    }

    /// The next token, by mutable reference so that its text can be moved out.
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
            self.error("missing value", span, "the file ends here");
            return Self::bad(span);
        };
        let kind = match token {
            Token::String(text) => Kind::String(mem::take(text)),
            Token::Number(text) => Kind::Number(mem::take(text)),
            Token::Spoiled(_) => Kind::Bad,
            Token::Broken => {
                self.skip_broken();
                return Self::bad(span);
            }
            Token::Word(word) => match word.as_str() {
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                "null" => Kind::Null,
                _ => {
                    let title = format!("missing quotes around \"{word}\"");
                    self.error(title, span, "only true, false and null are written without quotes");
                    self.recovered = self.at + 1;
                    Kind::Bad
                }
            },
            Token::Open(bracket) => {
                let bracket = *bracket;
                return self.nested(bracket);
            }
            Token::Close(_) | Token::Comma | Token::Colon => {
                self.error("missing value", span, "expected a value before this");
                return Self::bad(span);
            }
        };
        self.at += 1;
        Json { span, kind }
    }

    /// Skips an unterminated string with the rest of its line, and the object or list that begins there.
    fn skip_broken(&mut self) {
        // It may have swallowed closing brackets.
        self.ended = true;
        self.at += 1;
        if matches!(self.peek(), Some(Token::Open(_))) {
            self.skip_nested();
            self.recovered = self.at;
        }
    }

    /// Whether what is before this place was reported.
    fn is_after_error(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        self.at == self.recovered || last.is_some_and(|lexed| lexed.token == Token::Broken)
    }

    /// Whether a key and its colon are next.
    fn is_member(&self) -> bool {
        let next = self.tokens.get(self.at + 1).map(|lexed| &lexed.token);
        let is_key = matches!(self.peek(), Some(Token::String(_) | Token::Spoiled(_) | Token::Word(_)));
        is_key && next == Some(&Token::Colon)
    }

    /// Skips what is left of an element, up to the comma, bracket or member after it.
    fn skip_rest(&mut self) {
        while !matches!(self.peek(), None | Some(Token::Comma | Token::Close(_))) && !self.is_member() {
            if matches!(self.peek(), Some(Token::Open(_))) {
                self.skip_nested();
            } else {
                self.at += 1;
            }
        }
        self.recovered = self.at;
    }

    fn nested(&mut self, bracket: char) -> Json {
        let start = self.here();
        if self.depth == MAX_DEPTH {
            self.error("JSON is nested too deeply", start, "more than 64 levels");
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
        self.ended = true;
    }

    /// Skips what is left of a container, with its closing bracket.
    fn skip_to_end(&mut self) {
        while !matches!(self.peek(), None | Some(Token::Close(_))) {
            if matches!(self.peek(), Some(Token::Open(_))) {
                self.skip_nested();
            } else {
                self.at += 1;
            }
        }
        self.ended |= self.peek().is_none();
        self.at += usize::from(self.peek().is_some());
    }

    /// Reads the comma or the closing bracket after an element. Returns `false` at the end of the container.
    fn separator(&mut self, close: char, opened: Span) -> bool {
        let here = self.here();
        match self.peek() {
            Some(Token::Comma) => {
                self.at += 1;
                if self.peek() == Some(&Token::Close(close)) {
                    self.error("trailing comma", here, "remove this comma");
                }
                true
            }
            Some(Token::Close(c)) if *c == close => true,
            Some(Token::Close(c)) => {
                let title = format!("mismatched closing bracket `{c}`");
                self.diags.push(
                    Diagnostic::error(code::SYNTAX, title)
                        .at(here, format!("expected `{close}`"))
                        .also(opened, "the opening bracket"),
                );
                self.at += 1;
                // It may be the bracket of an enclosing container.
                self.ended = true;
                false
            }
            None => {
                if !mem::replace(&mut self.ended, true) {
                    self.diags.push(
                        Diagnostic::error(code::SYNTAX, format!("missing closing bracket `{close}`"))
                            .at(opened, "this bracket is never closed"),
                    );
                }
                false
            }
            Some(_) if self.is_after_error() => self.resume(close, opened),
            // Reported with the list.
            Some(Token::Colon) if close == ']' => true,
            Some(_) => {
                let before = self
                    .at
                    .checked_sub(1)
                    .and_then(|at| self.tokens.get(at))
                    .map_or(here, |lexed| lexed.span);
                let gap = Span { file: here.file, start: before.end, end: before.end };
                self.error("missing comma", gap, "expected `,` here");
                self.resume(close, opened)
            }
        }
    }

    /// Continues after an error: in an object at the next member, in a list at once.
    fn resume(&mut self, close: char, opened: Span) -> bool {
        if close == ']' {
            return true;
        }
        self.skip_rest();
        self.is_member() || self.separator(close, opened)
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
                    self.error(
                        "unexpected `:` in a list",
                        here,
                        "to use keys, write an object with `{` and `}`",
                    );
                    self.skip_to_end();
                    return Self::bad(self.finish(opened, Kind::Bad).span);
                }
                Some(Token::Comma) => {
                    let here = self.here();
                    self.error("missing value", here, "expected a value before this comma");
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
        let mut members = Members::default();
        loop {
            match self.token() {
                Some(Token::Close('}')) => {
                    self.at += 1;
                    break;
                }
                Some(Token::String(key) | Token::Spoiled(key)) => {
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
                    self.error(
                        format!("missing quotes around the key \"{word}\""),
                        here,
                        "write it in double quotes",
                    );
                    self.at += 1;
                    let key = Spanned::new(word, here);
                    let value = if self.peek() == Some(&Token::Colon) {
                        self.member_value(&key)
                    } else {
                        self.skip_rest();
                        Self::bad(here)
                    };
                    self.add(&mut members, key, value);
                    if !self.separator('}', opened) {
                        break;
                    }
                }
                Some(Token::Broken) => {
                    self.skip_broken();
                    if !self.separator('}', opened) {
                        break;
                    }
                }
                Some(_) => {
                    let here = self.here();
                    self.error("missing key", here, "expected `\"key\": value`");
                    // Skip everything that cannot start a member, so that this is reported once.
                    while !matches!(
                        self.peek(),
                        None | Some(Token::String(_) | Token::Spoiled(_) | Token::Word(_) | Token::Close(_))
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
        self.finish(opened, Kind::Object(members.list))
    }

    fn member_value(&mut self, key: &Spanned<String>) -> Json {
        if self.peek() == Some(&Token::Colon) {
            self.at += 1;
            self.value()
        } else {
            self.error(
                format!("missing value for the key \"{}\"", key.value),
                key.span,
                "expected `:` and a value after this",
            );
            self.skip_rest();
            Self::bad(key.span)
        }
    }

    fn add(&mut self, members: &mut Members, key: Spanned<String>, value: Json) {
        match members.find(&key.value) {
            Some(first) => self.diags.push(
                Diagnostic::error(code::DUPLICATE_KEY, format!("duplicate key \"{}\"", key.value))
                    .at(key.span, "second occurrence")
                    .also(first.key.span, "first occurrence"),
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

/// The members of an object.
#[derive(Default)]
struct Members {
    list: Vec<Member>,
    /// The places of the keys, once there are many: a search through few is faster than a table.
    by_key: Table<usize>,
}

impl Members {
    const FEW: usize = 32;

    fn find(&self, key: &str) -> Option<&Member> {
        match self.list.len() <= Self::FEW {
            true => self.list.iter().find(|member| member.key.value == key),
            false => self.by_key.get(key).and_then(|at| self.list.get(*at)),
        }
    }

    fn push(&mut self, member: Member) {
        let at = self.list.len();
        if at == Self::FEW {
            for (at, member) in self.list.iter().enumerate() {
                self.by_key.insert(&member.key.value, at);
            }
        }
        if at >= Self::FEW {
            self.by_key.insert(&member.key.value, at);
        }
        self.list.push(member);
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

    /// Compares the recovered value, followed by one line per error.
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
    fn parses_valid_json() {
        check(
            r#" {"a": [1, -2.5e+3, "x\u00e9\ud83d\ude00\n", true, null], "b": {}} "#,
            expect![[r#"{"a":[1,-2.5e+3,"xé😀\u000a",true,null],"b":{}}"#]],
        );
        check("\u{feff}0", expect!["0"]);
    }

    #[test]
    fn recovers_at_the_next_member() {
        check(
            r#"{"a": 1 "b": 2}"#,
            expect![[r#"
                {"a":1,"b":2}
                t:1:8: error[G0002]: missing comma (expected `,` here)"#]],
        );
        check(
            r#"{"a": , "b": 2}"#,
            expect![[r#"
                {"a":null,"b":2}
                t:1:7: error[G0002]: missing value (expected a value before this)"#]],
        );
        check(
            r#"{"a" 1, b: 2, "c": yes}"#,
            expect![[r#"
                {"a":null,"b":2,"c":null}
                t:1:2: error[G0002]: missing value for the key "a" (expected `:` and a value after this)
                t:1:9: error[G0002]: missing quotes around the key "b" (write it in double quotes)
                t:1:20: error[G0002]: missing quotes around "yes" (only true, false and null are written without quotes)"#]],
        );
        check(
            "[1, 2",
            expect![[r#"
                [1,2]
                t:1:1: error[G0002]: missing closing bracket `]` (this bracket is never closed)"#]],
        );
        check(
            r#"{"a": [1, 2}"#,
            expect![[r#"
                {"a":[1,2]}
                t:1:12: error[G0002]: mismatched closing bracket `}` (expected `]`)"#]],
        );
        check(
            "01 2",
            expect![[r#"
                01
                t:1:1: error[G0002]: `01` is not a valid JSON number (invalid number)
                t:1:4: error[G0002]: unexpected text after the JSON value (expected the end of the file)"#]],
        );
        check(
            "",
            expect![[r#"
                null
                t:1:1: error[G0002]: missing value (the file ends here)"#]],
        );
    }

    #[test]
    fn reports_one_mistake_once() {
        // Each of these has one mistake.
        for text in [
            r#"{"a": ["all": true, "b": {"c": 1}], "d": 2}"#,
            r#"{"a": 'text', "d": 2}"#,
            r#"{"a": some text here, "d": 2}"#,
            r#"{"a": "b" "c", "d": 2}"#,
            r#"{"a" = {"b": 1}, "d": 2}"#,
            r#"{a 1, "d": 2}"#,
            r#"{"a" "d": 2}"#,
            r#"{"a": 1; "d": 2}"#,
            r#"{"b": {"a": [1, 2}, "d": 2}"#,
            "{\"a\": \"\u{0}\", \"d\": 2}",
        ] {
            let mut diags = Diagnostics::default();
            let file = Sources::default().add(Source { name: "t".into(), path: None, text: text.into() });
            let value = parse(file, text, &mut diags);
            let titles: Vec<&str> = diags.iter().map(|found| found.title.as_str()).collect();
            assert_eq!(titles.len(), 1, "{text}: {titles:?}");
            assert!(value.to_text().contains(r#""d":2"#), "{text}: {}", value.to_text());
        }
    }

    #[test]
    fn limits_nesting_depth() {
        let deep = "[".repeat(100_000);
        let mut diags = Diagnostics::default();
        let file = Sources::default().add(Source { name: "t".into(), path: None, text: String::new() });
        parse(file, &deep, &mut diags);
        assert!(diags.has_errors());
    }
}
