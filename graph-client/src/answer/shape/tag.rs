//! The tag of a union, which may come after the content.

use std::borrow::Cow;

use super::{
    Content, UnionFacts,
    any::{AnyShape, rest_mut},
    flat::{Reading, knows, read_content},
    read::any,
};
use crate::decode::{Decoded, Reader, Word};

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

impl<'a> Tag<'a> {
    fn of(word: Option<Word<'a>>) -> Self {
        word.map_or(Self::Absent, |word| Self::Word(word.text))
    }

    /// Whether it may follow.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Unread | Self::Guessed(_))
    }
}

/// Reads content before the tag, on the assumption that it belongs to the variant whose content has its name: a tag
/// that says otherwise is rare. Returns whether it could be read; a failure is recorded.
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
        reading.failed = Some((at, start));
        return false;
    }
    reading.found = true;
    reading.tag = Tag::Guessed(guess);
    true
}

/// Consumes the tag, if it is next and says that the guess was right.
#[inline]
pub(super) fn confirm(
    this: &dyn AnyShape,
    names: &[&'static str],
    reader: &mut Reader<'_>,
    tag: &mut Tag<'_>,
) -> bool {
    let Tag::Guessed(guess) = tag else { return false };
    let Some(word) = names.get(this.variant()).filter(|word| reader.eat_text(word)) else { return false };
    if guess.dropped {
        reader.swap_dropped(true);
    }
    *tag = Tag::Word(Cow::Borrowed(word));
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
    let at = match std::mem::take(&mut reading.tag) {
        Tag::Guessed(guess) => match settle(this, facts, &guess, word.as_ref(), reader, reading)? {
            Some(at) => at,
            None => {
                reading.tag = Tag::of(word);
                return Ok(());
            }
        },
        _ => facts.tagged(names, word.as_ref(), reader),
    };
    reading.tag = Tag::of(word);
    let Some(at) = at else { return Ok(()) };
    this.remake(at);
    if matches!(facts.content, Content::Inline) && !facts.is_empty(at) {
        read_beside(this, reader, reading);
    }
    Ok(())
}

/// Compares a guess with the tag. If it was wrong, returns the variant that the tag names, and keeps the content as it is.
fn settle(
    this: &mut dyn AnyShape,
    facts: &UnionFacts,
    guess: &Guess,
    word: Option<&Word<'_>>,
    reader: &mut Reader<'_>,
    reading: &mut Reading<'_>,
) -> Decoded<Option<Option<usize>>> {
    let (names, guessed) = (this.table().names, this.variant());
    // Without a tag, the member of the content says which variant it is.
    let at = match word {
        None => facts.default.map(usize::from).or(Some(guessed)),
        word => facts.tagged(names, word, reader),
    };
    if at == Some(guessed) {
        if guess.dropped {
            reader.swap_dropped(true);
        }
        return Ok(None);
    }
    let value = Reader::whole(reader.text_between(guess.start, guess.end).as_bytes(), any)?;
    let member = facts.member(names, guessed).unwrap_or_default();
    reading.replaced.members().insert(member.to_owned(), value);
    reading.found = false;
    this.remake(this.table().last());
    Ok(Some(at))
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
            {
                keep_own(content);
            }
            reading.found = true;
        }
        Err(_) => {
            this.remake(this.table().last());
            reading.broken = true;
        }
    }
}

/// Keeps the unknown members below those that the content has. The object around it reads the others.
fn keep_own(content: &mut dyn AnyShape) {
    let Some(rest) = rest_mut(content).filter(|rest| !rest.is_empty()) else { return };
    let rest = std::mem::take(rest).into_iter().filter(|(name, _)| knows(content, name)).collect();
    if let Some(own) = rest_mut(content) {
        *own = rest;
    }
}
