//! Splits text into JSON tokens. Every byte becomes part of a token or is reported.

use crate::list::List as _;
use crate::{
    bytes,
    diagnostic::{
        Diagnostic, Diagnostics, code,
        source::{FileId, Span},
    },
};

#[derive(Debug, PartialEq)]
pub(super) enum Token {
    Open(char),
    Close(char),
    Comma,
    Colon,
    String(String),
    /// A string in which something is wrong, already reported: a key, but no value.
    Spoiled(String),
    Number(String),
    Word(String),
    /// An unterminated string, already reported.
    Broken,
}

pub(super) struct Lexed {
    pub(super) token: Token,
    pub(super) span: Span,
}

pub(super) fn lex(file: FileId, text: &str, diags: &mut Diagnostics) -> Vec<Lexed> {
    let mut lexer = Lexer { file, text, at: 0, diags };
    // Some editors write a byte order mark; skip it.
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    let mut tokens = Vec::new();
    loop {
        lexer.at += bytes::leading(lexer.rest(), |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        let Some(first) = text.as_bytes().get(lexer.at) else { break };
        let start = lexer.at;
        let token = match *first {
            bracket @ (b'{' | b'[') => lexer.single(Token::Open(bracket.into())),
            bracket @ (b'}' | b']') => lexer.single(Token::Close(bracket.into())),
            b',' => lexer.single(Token::Comma),
            b':' => lexer.single(Token::Colon),
            b'"' => lexer.string(),
            b'\'' if lexer.single_quoted().is_some() => lexer.in_single_quotes(),
            b'-' | b'0'..=b'9' => lexer.number(),
            b'/' if lexer.rest().starts_with("//") || lexer.rest().starts_with("/*") => {
                lexer.comment();
                continue;
            }
            _ => match lexer.word_or_skip() {
                Some(word) => word,
                None => continue,
            },
        };
        match token {
            Token::Broken => lexer.broken_line(start, &mut tokens),
            token => tokens.push(Lexed { token, span: lexer.span(start) }),
        }
    }
    tokens
}

/// The brackets at the end of a line that are not closed or opened on it.
fn brackets_at_end(lost: &str) -> Vec<Token> {
    let lost = lost.trim_end();
    if let Some(open) = lost.chars().next_back().filter(|c| matches!(c, '{' | '[')) {
        return vec![Token::Open(open)];
    }
    let mut open = 0_usize;
    let mut unopened = 0_usize;
    for c in lost.chars() {
        match c {
            '{' | '[' => open += 1,
            '}' | ']' if open > 0 => open -= 1,
            '}' | ']' => unopened += 1,
            _ => {}
        }
    }
    let is_end = |c: &char| matches!(c, '}' | ']' | ',' | ' ');
    let mut closing: Vec<char> =
        lost.chars().rev().take_while(is_end).filter(|c| matches!(c, '}' | ']')).take(unopened).list();
    closing.reverse();
    let has_comma = lost.ends_with(',') && !closing.is_empty();
    closing.into_iter().map(Token::Close).chain(has_comma.then_some(Token::Comma)).list()
}

struct Lexer<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    diags: &'a mut Diagnostics,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn span(&self, start: usize) -> Span {
        Span { file: self.file, start, end: self.at }
    }

    fn error(&mut self, span: Span, title: String, label: &str) {
        self.diags.push(Diagnostic::error(code::SYNTAX, title).at(span, label));
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|c| keep(*c)).collect();
        self.at += taken.len();
        taken
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        };
        self.at += length;
        let span = Span { file: self.file, start, end: start + 2 };
        self.diags.push(
            Diagnostic::error(code::SYNTAX, "comments are not allowed in JSON")
                .at(span, "the comment starts here")
                .help("use the key `\"note\"`, which every part of a schema accepts"),
        );
    }

    /// Reads a word. Reports and skips a character that JSON does not allow.
    fn word_or_skip(&mut self) -> Option<Token> {
        let word = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
        if !word.is_empty() {
            return Some(Token::Word(word));
        }
        let start = self.at;
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        let span = self.span(start);
        let shown = if c.is_control() { c.escape_debug().to_string() } else { c.to_string() };
        let (label, meant) = match c {
            '=' => ("a key and its value are separated by `:`", Some(Token::Colon)),
            ';' => ("elements are separated by `,`", Some(Token::Comma)),
            _ => ("not allowed here in JSON", None),
        };
        self.error(span, format!("unexpected character `{shown}`"), label);
        meant
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let text = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        if !is_number(&text) {
            let span = self.span(start);
            self.error(span, format!("`{text}` is not a valid JSON number"), "invalid number");
        }
        Token::Number(text)
    }

    /// The text between single quotes, if they are closed on this line.
    fn single_quoted(&self) -> Option<&str> {
        let (text, _) = self.rest().strip_prefix('\'')?.split_once('\'')?;
        (!text.contains(['"', '\\', '\n'])).then_some(text)
    }

    fn in_single_quotes(&mut self) -> Token {
        let start = self.at;
        let text = self.single_quoted().unwrap_or("").to_owned();
        self.at += text.len() + 2;
        let span = self.span(start);
        self.error(span, "text in single quotes".into(), "write it in double quotes");
        Token::String(text)
    }

    fn string(&mut self) -> Token {
        self.at += 1;
        // Fast path: most strings contain no escapes.
        let rest = self.rest();
        let plain = bytes::leading(rest, |byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        if rest.as_bytes().get(plain) == Some(&b'"')
            && let Some(value) = rest.get(..plain)
        {
            let value = value.to_owned();
            self.at += plain + 1;
            return Token::String(value);
        }
        let mut value = String::new();
        let errors = self.diags.len();
        loop {
            match self.rest().chars().next() {
                Some('"') => {
                    self.at += 1;
                    break;
                }
                Some('\\') => value.extend(self.escape()),
                None | Some('\n') => return Token::Broken,
                Some(c) => {
                    if c < ' ' {
                        let span = Span { file: self.file, start: self.at, end: self.at + 1 };
                        self.error(
                            span,
                            "control character in a string".into(),
                            "write it as an escape, such as \\t",
                        );
                    }
                    value.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        match self.diags.len() == errors {
            true => Token::String(value),
            false => Token::Spoiled(value),
        }
    }

    /// Reports an unterminated string. If a quote was missing earlier on its line, everything since was read inside
    /// out: a word directly after a string shows where. That part of the line becomes one broken token, with the
    /// brackets at its end.
    fn broken_line(&mut self, start: usize, tokens: &mut Vec<Lexed>) {
        let line = self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let first = tokens.partition_point(|lexed| lexed.span.start < line);
        let on_line = tokens.get(first..).unwrap_or(&[]);
        let is_inside_out = |pair: &[Lexed]| {
            matches!(
                pair,
                [
                    Lexed { token: Token::String(_) | Token::Spoiled(_), .. },
                    Lexed { token: Token::Word(_), .. }
                ]
            )
        };
        let mut span = self.span(start);
        if let Some(at) = on_line.windows(2).position(is_inside_out)
            && let Some(wrong) = tokens.get(first + at)
        {
            span = wrong.span;
            tokens.truncate(first + at);
            self.diags.forget(self.file, span.start);
        }
        self.error(span, "unterminated string".into(), "the closing `\"` is missing on this line");
        let lost = self.text.get(span.start..self.at).unwrap_or("");
        tokens.push(Lexed { token: Token::Broken, span });
        let end = Span { start: self.at, end: self.at, ..span };
        tokens.extend(brackets_at_end(lost).into_iter().map(|token| Lexed { token, span: end }));
    }

    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        let c = self.rest().chars().nth(1);
        self.at += 1 + c.map_or(0, char::len_utf8);
        let plain = match c {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return Some(self.unicode().unwrap_or('\u{fffd}')),
            // End of input: reported as an unterminated string.
            None => return None,
            Some(_) => {
                let span = self.span(start);
                self.error(
                    span,
                    "unknown escape sequence".into(),
                    "JSON allows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX",
                );
                return None;
            }
        };
        Some(plain)
    }

    fn unicode(&mut self) -> Option<char> {
        let start = self.at;
        let first = self.hex4();
        let scalar = match first {
            Some(high @ 0xD800..=0xDBFF) if self.rest().starts_with("\\u") => {
                self.at += 2;
                self.hex4()
                    .filter(|low| (0xDC00..=0xDFFF).contains(low))
                    .map(|low| 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            }
            other => other,
        };
        let found = scalar.and_then(char::from_u32);
        if found.is_none() {
            let span = self.span(start);
            self.error(
                span,
                "invalid Unicode escape".into(),
                "expected four hexadecimal digits, or two such escapes for a surrogate pair",
            );
        }
        found
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok();
        self.at += 4;
        value
    }
}

/// Returns whether the text matches the JSON grammar of numbers.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
