//! Parses JSON tokens into values. After an error, it continues with the next member, and reports nothing about what
//! is between.

mod recover;
#[cfg(test)]
mod tests;

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
