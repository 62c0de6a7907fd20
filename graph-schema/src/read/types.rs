//! Parses type expressions: `string`, `Id<User>`, `Ref<Page>`, `Connection<Comment>`, `[Type]`, `{Type}`.

use super::object::wrong_kind;
use crate::{
    bytes,
    diagnostic::{
        Diagnostic, Diagnostics, code,
        source::{Sources, Span, Spanned},
    },
    json::Json,
    raw::{TypeExpr, TypeKind},
};

/// Nesting limit of lists and maps.
const MAX_DEPTH: usize = 8;

pub(super) fn type_expr(json: &Json, sources: &Sources, diags: &mut Diagnostics) -> TypeExpr {
    let Some(text) = json.as_str() else {
        wrong_kind(diags, json, "a type", "a string, such as \"string\" or \"[Ref<Page>]\"");
        return TypeExpr { span: json.span, kind: TypeKind::Bad };
    };
    // With escapes, offsets in the text and the source differ; use the span of the whole string.
    let exact = sources.text(json.span).len() == text.len() + 2;
    let place =
        |start: usize, end: usize| if exact { json.span.inside(start + 1, end + 1) } else { json.span };
    let mut parser = Parser { text, at: 0, depth: 0, place: &place };
    let parsed = parser.ty().and_then(|ty| match parser.rest().trim_start() {
        "" => Ok(ty),
        _ => Err(parser.expected("the end of the type")),
    });
    parsed.unwrap_or_else(|(span, label)| {
        diags.push(
            Diagnostic::error(code::TYPE_SYNTAX, format!("invalid type `{text}`"))
                .at(span, label)
                .help("a type is a name, `Id<Node>`, `Ref<Node>`, `Connection<Type>`, `Json<Type>` for a text that holds JSON, `[Type]` for a list, \
                     or `{Type}` or `{Key: Type}` for a map"),
        );
        TypeExpr { span: json.span, kind: TypeKind::Bad }
    })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    place: &'a dyn Fn(usize, usize) -> Span,
}

type Parsed<T> = Result<T, (Span, String)>;

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn expected(&self, what: &str) -> (Span, String) {
        let end = self.rest().chars().next().map_or(self.at, |c| self.at + c.len_utf8());
        ((self.place)(self.at, end), format!("expected {what}"))
    }

    fn eat(&mut self, c: char) -> Parsed<()> {
        self.space();
        if self.rest().starts_with(c) {
            self.at += c.len_utf8();
            Ok(())
        } else {
            Err(self.expected(&format!("`{c}`")))
        }
    }

    fn name(&mut self) -> Parsed<Spanned<String>> {
        self.space();
        let rest = self.rest();
        let plain = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_');
        let name = match rest.get(..bytes::leading(rest, plain)) {
            Some(name) if name.len() == rest.len() => name.to_owned(),
            _ => rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(),
        };
        if name.is_empty() {
            return Err(self.expected("the name of a type"));
        }
        let start = self.at;
        self.at += name.len();
        Ok(Spanned::new(name, (self.place)(start, self.at)))
    }

    fn ty(&mut self) -> Parsed<TypeExpr> {
        self.space();
        let start = self.at;
        if self.depth == MAX_DEPTH {
            return Err(self.expected("at most 8 levels of nesting"));
        }
        self.depth += 1;
        let kind = if self.rest().starts_with('[') {
            self.nested('[', ']').map(|item| TypeKind::List(Box::new(item)))
        } else if self.rest().starts_with('{') {
            self.map()
        } else {
            self.named()
        };
        self.depth -= 1;
        Ok(TypeExpr { kind: kind?, span: (self.place)(start, self.at) })
    }

    /// `{Type}`, or `{Key: Type}`.
    fn map(&mut self) -> Parsed<TypeKind> {
        self.eat('{')?;
        let first = self.ty()?;
        self.space();
        let kind = if self.rest().starts_with(':') {
            self.eat(':')?;
            TypeKind::Keyed(Box::new(first), Box::new(self.ty()?))
        } else {
            TypeKind::Map(Box::new(first))
        };
        self.eat('}')?;
        Ok(kind)
    }

    fn nested(&mut self, open: char, close: char) -> Parsed<TypeExpr> {
        self.eat(open)?;
        let inner = self.ty()?;
        self.eat(close)?;
        Ok(inner)
    }

    fn named(&mut self) -> Parsed<TypeKind> {
        let name = self.name()?;
        if !self.rest().starts_with('<') {
            return Ok(TypeKind::Name(name.value));
        }
        self.eat('<')?;
        if name.value == "Json" {
            let inner = self.ty()?;
            self.eat('>')?;
            return Ok(TypeKind::Encoded(Box::new(inner)));
        }
        let argument = self.name()?;
        self.eat('>')?;
        match name.value.as_str() {
            "Id" => Ok(TypeKind::Id(argument)),
            "Ref" => Ok(TypeKind::Ref(argument)),
            "Connection" => Ok(TypeKind::Connection(argument)),
            _ => Err((name.span, "only `Id`, `Ref`, `Connection` and `Json` take a type argument".into())),
        }
    }
}
