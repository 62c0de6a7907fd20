//! Resolves the byte offsets of notes to paths in the response.

use super::error::{Decoded, Segment, render_path};
use super::found;
use super::note::{Notes, Noticed};
use super::reader::Reader;

/// A note with its path.
#[derive(Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) path: String,
    pub(crate) noticed: Noticed,
    pub(crate) found: String,
}

impl Notes {
    /// Resolves the paths, in document order.
    pub(crate) fn placed(self, body: &[u8]) -> Vec<Placed> {
        let mut notes = self.0.into_inner();
        notes.sort_by_key(|(offset, _)| *offset);
        let Ok(text) = std::str::from_utf8(body) else { return Vec::new() };
        let mut placed = Vec::with_capacity(notes.len());
        let mut pending = notes.into_iter().peekable();
        // A malformed response is reported as an error elsewhere; notes before the error are still resolved.
        let _ = Reader::whole(body, |r| {
            walk(r, &mut Vec::new(), &mut |offset, path| {
                while let Some((_, noticed)) = pending.next_if(|(noted_at, _)| *noted_at <= offset) {
                    let rest = text.get(offset..).unwrap_or_default();
                    let found = match noticed {
                        Noticed::UnknownWord => found::describe(rest),
                        Noticed::UnknownField | Noticed::Coerced(_) => found::kind(rest).to_owned(),
                    };
                    placed.push(Placed { path: render_path(path.iter()), noticed, found });
                }
            })
        });
        placed
    }
}

/// Visits the start of every value, with its path.
fn walk(
    r: &mut Reader<'_>,
    path: &mut Vec<Segment>,
    visit: &mut dyn FnMut(usize, &[Segment]),
) -> Decoded<()> {
    let next = r.peek();
    visit(r.offset(), path);
    match next {
        Some(b'{') => r.entries(&mut |key, r| {
            path.push(Segment::Key(key.into()));
            let walked = walk(r, path, visit);
            path.pop();
            walked
        }),
        Some(b'[') => {
            let mut index = 0;
            r.items(&mut |r| {
                path.push(Segment::Index(index));
                index += 1;
                let walked = walk(r, path, visit);
                path.pop();
                walked
            })
        }
        _ => r.skip(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_offsets_to_paths() {
        let body = br#" {"a": [1, {"b c": true}], "x": "y"}"#;
        let notes = Notes::default();
        let mut reader = Reader::new(body).unwrap().noting(Some(&notes));
        for (offset, noticed) in
            [(32, Noticed::UnknownWord), (8, Noticed::Coerced("a string")), (19, Noticed::UnknownField)]
        {
            reader.note(offset, noticed);
        }
        reader.coerced("a list");
        let placed = |path: &str, noticed, found: &str| Placed {
            path: path.to_owned(),
            noticed,
            found: found.to_owned(),
        };
        assert_eq!(
            notes.placed(body),
            [
                placed("", Noticed::Coerced("a list"), "an object"),
                placed("a[0]", Noticed::Coerced("a string"), "a number"),
                placed("a[1][\"b c\"]", Noticed::UnknownField, "true"),
                placed("x", Noticed::UnknownWord, "\"y\""),
            ]
        );
    }
}
