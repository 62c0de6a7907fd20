//! Where the parser goes on after an error.

use super::{super::lexer::Token, Parser};
use crate::diagnostic::source::Span;

impl Parser<'_> {
    /// Skips an unterminated string with the rest of its line, and the object or list that begins there.
    pub(super) fn skip_broken(&mut self) {
        // It may have swallowed closing brackets.
        self.ended = true;
        self.at += 1;
        if matches!(self.peek(), Some(Token::Open(_))) {
            self.skip_nested();
            self.recovered = self.at;
        }
    }

    /// Whether what is before this place was reported.
    pub(super) fn is_after_error(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        self.at == self.recovered || last.is_some_and(|lexed| lexed.token == Token::Broken)
    }

    /// Whether a key and its colon are next.
    pub(super) fn is_member(&self) -> bool {
        let next = self.tokens.get(self.at + 1).map(|lexed| &lexed.token);
        let is_key = matches!(self.peek(), Some(Token::String(_) | Token::Spoiled(_) | Token::Word(_)));
        is_key && next == Some(&Token::Colon)
    }

    /// Skips what is left of an element, up to the comma, bracket or member after it.
    pub(super) fn skip_rest(&mut self) {
        while !matches!(self.peek(), None | Some(Token::Comma | Token::Close(_))) && !self.is_member() {
            if matches!(self.peek(), Some(Token::Open(_))) {
                self.skip_nested();
            } else {
                self.at += 1;
            }
        }
        self.recovered = self.at;
    }

    pub(super) fn skip_nested(&mut self) {
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
    pub(super) fn skip_to_end(&mut self) {
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

    /// Continues after an error: in an object at the next member, in a list at once.
    pub(super) fn resume(&mut self, close: char, opened: Span) -> bool {
        if close == ']' {
            return true;
        }
        self.skip_rest();
        self.is_member() || self.separator(close, opened)
    }
}
