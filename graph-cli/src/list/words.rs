//! The words of the schema language for what the model holds.

use graph_schema::model::{Paging, ParamPlace, Presence, Retry, Whose};

pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Always => "always",
        Presence::Usual => "usual",
        Presence::Gated => "gated",
    }
}

pub fn paging(paging: Paging) -> &'static str {
    match paging {
        Paging::Cursor => "cursor",
        Paging::Time => "time",
        Paging::Offset => "offset",
        Paging::None => "none",
        Paging::Unknown => "unknown",
    }
}

/// Whose data a target reaches: the language says `self`.
pub fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "self",
        Whose::Friend => "friend",
        Whose::Other => "other",
        Whose::Unknown => "unknown",
    }
}

/// Whose data the items of a connection are: the language says `own`.
pub fn items_are(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "own",
        Whose::Friend => "friend",
        Whose::Other => "other",
        Whose::Unknown => "unknown",
    }
}

pub fn place(place: ParamPlace) -> &'static str {
    match place {
        ParamPlace::Path => "path",
        ParamPlace::Call => "call",
    }
}

pub fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "never",
        Retry::Soon => "soon",
        Retry::Later => "later",
    }
}
