//! The keywords of the schema language for the enums of the model, for both reading and displaying schemas.

use super::{BodyFormat, Encoding, Method, Paging, ParamPlace, Presence, Retry, Whose};

macro_rules! words {
    ($($ty:ident { $($variant:ident $word:literal),+ })+) => {$(
        impl $ty {
            /// Every value with its keyword.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            /// The keyword.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    )+};
}

words! {
    BodyFormat { Form "form", Json "json" }
    Encoding { Text "text", Json "json", Commas "commas", One "one" }
    Method { Get "GET", Post "POST", Delete "DELETE" }
    Paging { Cursor "cursor", Time "time", Offset "offset", None "none", Unknown "unknown" }
    ParamPlace { Path "path", Call "call", Query "query", Json "json" }
    Presence { Always "always", Usual "usual", Gated "gated" }
    Retry { Never "never", Soon "soon", Later "later" }
    Whose { Own "self", Friend "friend", Other "other", Unknown "unknown" }
}

impl Whose {
    /// The keywords for whose data the items of a connection are. `own` means the same person as the node.
    pub const ITEMS: &'static [(&'static str, Self)] =
        &[("own", Self::Own), ("friend", Self::Friend), ("other", Self::Other)];

    /// The keyword for the items of a connection.
    pub fn items_name(self) -> &'static str {
        Self::ITEMS.iter().find(|(_, whose)| *whose == self).map_or(self.name(), |(word, _)| word)
    }
}
