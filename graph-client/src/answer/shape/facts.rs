//! Tables of what the schema says about a value.

use crate::{
    decode::{Reader, Word, same},
    request::Limit,
};

/// What the schema says about the members of an object, by their index.
pub struct RecordFacts {
    /// Members that always have a value: an object without one of them cannot be read.
    pub certain: &'static [u16],
    /// Members without which the object cannot be sent, but which responses may lack.
    pub needed: &'static [u16],
    /// The limits of members.
    pub limits: &'static [(u16, &'static [Limit])],
    /// Members that are always sent, with their values as JSON text. The names are paths.
    pub constants: &'static [(&'static str, &'static str)],
    /// Members whose own members are part of the object itself.
    pub flat: &'static [u16],
    /// Other names of members in responses.
    pub aliases: &'static [(&'static str, u16)],
    /// Rules that involve several members.
    pub rules: &'static [MemberRule],
    /// Whether names are paths, such as `body.text`.
    pub has_paths: bool,
    /// The member that a bare value stands for.
    pub bare: Option<&'static str>,
}

impl RecordFacts {
    /// The facts of an object without requirements.
    pub const NONE: Self = Self {
        certain: &[],
        needed: &[],
        limits: &[],
        constants: &[],
        flat: &[],
        aliases: &[],
        rules: &[],
        has_paths: false,
        bare: None,
    };

    /// Whether a member is part of the object even if it is empty.
    pub(super) fn is_certain(&self, at: usize) -> bool {
        self.certain.iter().any(|certain| usize::from(*certain) == at)
    }

    /// Whether the members of a member are part of the object itself.
    pub(super) fn is_flat(&self, at: usize) -> bool {
        self.flat.iter().any(|flat| usize::from(*flat) == at)
    }
}

/// A rule that involves several members.
pub enum MemberRule {
    /// At least one of them.
    AtLeastOne(&'static [u16]),
    /// Exactly one of them.
    ExactlyOne(&'static [u16]),
    /// At most one of them.
    NotTogether(&'static [u16]),
    /// All of them or none.
    Together(&'static [u16]),
    /// The first one only with the second one.
    OnlyWith(u16, u16),
    /// The first one only if the second one has one of these values, as JSON text.
    OnlyWithValue(u16, u16, &'static [&'static str]),
}

/// What the schema says about a union.
pub struct UnionFacts {
    /// The member that names the variant; empty if the member that is present decides.
    pub tag: &'static str,
    /// Where the content is.
    pub content: Content,
    /// The variant without a tag.
    pub default: Option<u16>,
    /// Other words of variants in responses.
    pub aliases: &'static [(&'static str, u16)],
    /// The limits of contents.
    pub limits: &'static [(u16, &'static [Limit])],
    /// Variants without content.
    pub empty: &'static [u16],
}

impl UnionFacts {
    /// A union without a tag.
    pub const BY_MEMBER: Self =
        Self { tag: "", content: Content::Member(&[]), default: None, aliases: &[], limits: &[], empty: &[] };

    /// Whether a variant has no content.
    pub(super) fn is_empty(&self, at: usize) -> bool {
        self.empty.iter().any(|empty| usize::from(*empty) == at)
    }

    /// The variant that a word of the tag means.
    pub(super) fn variant(&self, words: &[&str], word: &str) -> Option<usize> {
        let exact = words.iter().position(|known| same(known, word));
        let alias = || self.aliases.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
        let ignoring_case = || words.iter().position(|known| known.eq_ignore_ascii_case(word));
        exact.or_else(ignoring_case).or_else(|| alias().map(|(_, at)| usize::from(*at)))
    }

    /// The variant that the tag of the object names, or the default one without a tag.
    pub(super) fn tagged(
        &self,
        words: &[&str],
        tag: Option<&Word<'_>>,
        reader: &Reader<'_>,
    ) -> Option<usize> {
        let Some(tag) = tag else { return self.default.map(usize::from) };
        let at = self.variant(words, &tag.text);
        if at.is_none() {
            reader.unknown_word(tag);
        }
        at
    }

    /// Whether a member has the content of every variant.
    pub(super) fn is_within(&self, member: &str) -> bool {
        matches!(self.content, Content::Within(content) if content == member)
    }

    /// The first variant whose content stands in this member.
    pub(super) fn by_content(&self, words: &[&str], member: &str) -> Option<usize> {
        match self.content {
            Content::Inline | Content::Within(_) => None,
            Content::Member([]) => words.iter().position(|word| same(word, member)),
            Content::Member(_) => (0..words.len()).find(|of| self.member(words, *of) == Some(member)),
        }
    }

    /// Whether the content of another variant stands in the same member as that of the first one `at`.
    pub(super) fn is_shared(&self, words: &[&str], at: usize) -> bool {
        let Content::Member([_, ..]) = self.content else { return false };
        let member = self.member(words, at);
        (at + 1..words.len()).any(|of| self.member(words, of) == member)
    }

    /// The variant of a member of another name, of a union without a tag.
    pub(super) fn alias(&self, member: &str) -> Option<usize> {
        let known = self.aliases.iter().find(|(alias, _)| self.tag.is_empty() && *alias == member);
        known.map(|(_, at)| usize::from(*at))
    }

    /// The member that has the content of a variant, unless it stands beside the tag.
    pub(super) fn member<'a>(&self, words: &[&'a str], at: usize) -> Option<&'a str> {
        match self.content {
            Content::Inline => None,
            Content::Within(member) => Some(member),
            Content::Member(members) => members
                .iter()
                .find(|(of, _)| usize::from(*of) == at)
                .map(|(_, member)| *member)
                .or_else(|| words.get(at).copied()),
        }
    }
}

/// Where the content of a union is.
pub enum Content {
    /// In the member with the word of the variant, but for those variants that are listed with another member.
    Member(&'static [(u16, &'static str)]),
    /// Beside the tag.
    Inline,
    /// In this member.
    Within(&'static str),
}
