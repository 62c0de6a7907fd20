//! Unions: a value of one of several kinds.

use super::{Function, Type};
use crate::diagnostic::source::Span;

/// A value of one of several kinds. Responses may contain kinds that the schema does not know.
#[derive(Clone, Debug)]
pub struct Union {
    /// The name, such as `Message`.
    pub name: String,
    /// The Rust module of the functions that make its variants, such as `message`.
    pub module: String,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// How the variant is identified in JSON.
    pub form: UnionForm,
    /// The variant of a value without a tag, by position.
    pub default: Option<usize>,
    /// The variants, in schema order.
    pub variants: Vec<Variant>,
    /// The source location of the definition.
    pub span: Span,
}

/// How the variant of a union is identified in JSON, and where its content is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionForm {
    /// The tag names the variant, and a member beside it has the content: `{"type": "text", "text": {..}}`.
    Named {
        /// The member with the tag.
        tag: String,
    },
    /// The tag is a member of the content: `{"type": "postback", "title": ".."}`.
    Inline {
        /// The member with the tag.
        tag: String,
    },
    /// The content is in the same member for all variants: `{"type": "image", "payload": {..}}`.
    Within {
        /// The member with the tag.
        tag: String,
        /// The member with the content.
        content: String,
    },
    /// There is no tag. The member that is present has the content: `{"id": "1"}` or `{"user_ref": "x"}`.
    Member,
}

impl UnionForm {
    /// The member that says which variant it is.
    pub fn tag(&self) -> Option<&str> {
        match self {
            Self::Named { tag } | Self::Inline { tag } | Self::Within { tag, .. } => Some(tag),
            Self::Member => None,
        }
    }
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value of the tag, or the name of the member without a tag.
    pub word: String,
    /// Other words for it in responses.
    pub aliases: Vec<String>,
    /// The name in Rust, such as `Text`.
    pub rust: String,
    /// The function that makes it.
    pub function: Function,
    /// The member with the content: its word, unless the schema says otherwise.
    pub member: String,
    /// The content; `None` if there is only the tag.
    pub ty: Option<Type>,
    /// The limits of the content.
    pub limits: super::Limits,
    /// The description.
    pub doc: String,
    /// A remark about the sources.
    pub note: Option<String>,
    /// The reason for the deprecation, if deprecated.
    pub deprecated: Option<String>,
    /// The source location of the definition.
    pub span: Span,
}
