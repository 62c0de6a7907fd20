//! The tag of a union, which may come after the content.

use std::borrow::Cow;

use super::{
    Content, UnionFacts,
    any::{AnyShape, rest_mut},
    flat::{Reading, read_content},
    read::any,
};
use crate::decode::{Decoded, Reader, Word, same};

/// The tag of a union.
#[derive(Default)]
pub(super) enum Tag<'a> {
    /// It may follow.
    #[default]
    Unread,
    /// It may follow. The content came first, and was read as that of the variant whose content has its name.
    Guessed(Guess),
    /// The object has none.
    Absent,
    /// Its word.
    Word(Cow<'a, str>),
}

/// Content that was read before the tag.
pub(super) struct Guess {
    /// Where it stands.
    start: usize,
    end: usize,
    /// Whether a part of it was not read.
    dropped: bool,
}

impl Tag<'_> {
    /// Whether it may follow.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Unread | Self::Guessed(_))
    }
}

/// Reads content before the tag, as that of the variant whose content has its name: a tag that says otherwise is rare.
/// Returns whether it could be read; nothing has changed otherwise.
pub(super) fn guess<'a>(
    this: &mut dyn AnyShape,
    variant: Option<usize>,
    reader: &mut Reader<'a>,
    reading: &mut Reading<'a>,
) -> bool {
    // What is noted while a wrong guess is read cannot be taken back.
    if !matches!(reading.tag, Tag::Unread) || reader.is_noting() {
        return false;
    }
    let Some(at) = variant else { return false };
    this.remake(at);
    let (start, dropped) = (reader.offset(), reader.take_dropped());
    let read = read_content(this, reading, reader);
    let guess = Guess { start, end: reader.offset(), dropped: reader.swap_dropped(dropped) };
    if read.is_err() {
        reader.return_to(start);
        this.remake(this.table().last());
        return false;
    }
    reading.found = true;
    reading.tag = Tag::Guessed(guess);
    true
}

/// Becomes the variant that the tag names, or the default one. Content beside the tag is read at once, from the object
/// that is next.
pub(super) fn resolve<'a>(
    this: &mut dyn AnyShape,
    facts: &UnionFacts,
    word: Option<Word<'a>>,
    reader: &mut Reader<'a>,
    reading: &mut Reading<'a>,
) -> Decoded<()> {
    let names = this.table().names;
    let guessed = matches!(reading.tag, Tag::Guessed(_)).then(|| this.variant());
    let at = match (&word, guessed) {
        // Nearly always, and quickly known.
        (Some(word), Some(at)) if names.get(at).is_some_and(|name| same(name, &word.text)) => Some(at),
        // Without a tag, the member of the content says which variant it is.
        (None, Some(at)) => facts.default.map(usize::from).or(Some(at)),
        _ => facts.tagged(names, word.as_ref(), reader),
    };
    let tag = word.map_or(Tag::Absent, |word| Tag::Word(word.text));
    if let (Tag::Guessed(guess), Some(guessed)) = (std::mem::replace(&mut reading.tag, tag), guessed) {
        if at == Some(guessed) {
            if guess.dropped {
                reader.swap_dropped(true);
            }
            return Ok(());
        }
        let value = Reader::whole(reader.text_between(guess.start, guess.end).as_bytes(), any)?;
        let member = facts.member(names, guessed).unwrap_or_default();
        reading.replaced.members().insert(member.to_owned(), value);
        reading.found = false;
        this.remake(this.table().last());
    }
    let Some(at) = at else { return Ok(()) };
    this.remake(at);
    if matches!(facts.content, Content::Inline) && !facts.is_empty(at) {
        read_beside(this, reader, reading);
    }
    Ok(())
}

/// Reads the content from the object that is next, which is read afterwards.
fn read_beside<'a>(this: &mut dyn AnyShape, reader: &mut Reader<'a>, reading: &mut Reading<'a>) {
    let start = reader.offset();
    let content = this.member_mut(0);
    let read = reader.quietly(|reader| content.read(reader));
    reader.return_to(start);
    match read {
        Ok(()) => {
            if let Some(content) = content.shape_mut()
                && content.table().union.is_none()
                && let Some(rest) = rest_mut(content)
            {
                rest.clear();
            }
            reading.found = true;
        }
        Err(_) => {
            this.remake(this.table().last());
            reading.broken = true;
        }
    }
}
