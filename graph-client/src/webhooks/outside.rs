//! The members of a delivery outside of its envelope.

use smol_str::SmolStr;

use super::{entry::time_of, kinds::ObjectFacts};
use crate::{decode::Reader, value::DateTime};

/// The members beside the values of an envelope, before or after them. If a name occurs several times, the first one
/// counts.
#[derive(Default)]
pub(super) struct Outside {
    time: Option<Option<DateTime>>,
    /// By the name of the member.
    ids: Vec<(&'static str, SmolStr)>,
}

impl Outside {
    /// Looks ahead at the value of a member without consuming it: the member may have another meaning as well.
    pub(super) fn take(&mut self, objects: &[ObjectFacts], key: &str, reader: &mut Reader<'_>) {
        let is_time = key == "time" && self.time.is_none();
        let id = objects.iter().filter_map(|facts| facts.envelope).map(|(_, id)| id).find(|id| *id == key);
        let id = id.filter(|id| !self.ids.iter().any(|(name, _)| name == id));
        if !is_time && id.is_none() {
            return;
        }
        let start = reader.offset();
        // Malformed values are reported where they are read.
        let word = reader.word().unwrap_or_default();
        reader.return_to(start);
        let text = word.map(|word| word.text).unwrap_or_default();
        if is_time {
            self.time = Some(time_of(&text));
        }
        self.ids.extend(id.map(|id| (id, SmolStr::new(text))));
    }

    /// When the platform sent the envelope.
    pub(super) fn time(&self) -> Option<DateTime> {
        self.time.flatten()
    }

    /// The id of an object; empty if there is none.
    pub(super) fn id(&self, object: Option<&ObjectFacts>) -> SmolStr {
        let member = object.and_then(|facts| facts.envelope).map(|(_, id)| id);
        let id = self.ids.iter().find(|(name, _)| Some(*name) == member);
        id.map(|(_, id)| id.clone()).unwrap_or_default()
    }
}
