//! Everything that generated code refers to. Not part of the public API.

pub use std::{
    boxed::Box,
    collections::BTreeMap,
    convert::TryFrom,
    fmt,
    option::Option::{self, None, Some},
    result::Result::{Err, Ok},
    string::String,
    vec::Vec,
};

pub use http::Method;
pub use serde;
pub use serde_json::Value as Json;

// Generated code imports several names at once. With `__rt` among them, a failing import is a single error.
pub use crate::__rt;

pub use graph_macros::{__graph_api as graph_api_impl, __permission_impls as permission_impls};

pub use super::{
    limits::{characters, refused},
    probe::{NotNested, Probe},
    select::{select, select_items},
    set::{
        Holds, json as set_json, list as set_list, params, show as set_show, text as set_text,
        texts as set_texts, word as set_word, words as set_words,
    },
};
pub use crate::{
    __graph_api_types as api_types, __graph_batch_parts as batch_parts, __graph_holds as holds,
    __graph_value_impls as value_impls,
    answer::{
        Allowed, Answer, Below, Body, Connection, Created, Decoder, FieldName, Fields, ItemOf, Loose, Of,
        Page, Reads, Ready, Rest, deserialize, field_name, object, object_with_rest, page, reads as answer,
        ready,
    },
    call::{Describe, ListOperation, Listing, Operation, Sealed, Selects, Sendable},
    client::{
        BatchPart, Promises,
        batch::{Calls, Reading, one as batch_one},
    },
    decode::{DecodeError, Decoded, Nested, Reader, ReadsAs, slot},
    error::{Error, Result},
    facts::{
        Always, Anyone, Api, Available, BirthdayField, BooleanField, DateField, DateTimeField, Description,
        Edge, ErrorKind, ErrorRow, EventTimeField, Facts, Field, Friend, Gated, GrantedFor, GrantedTo,
        IntegerField, JsonField, KnownError, MaybeUnavailable, Me, MoneyField, More, Named, Node, Nothing,
        NumberField, OfApi, Other, Perm, PermissionSet, PictureField, RawField, ReachedWith, Reaches,
        Readable, SecretField, SurelyThere, Takes, TextField, TimeZoneField, ToAnyone, ToFriend, ToOther,
        ToOwn, Unchecked, Updates, Usual, Verb, WireName, paging as style,
        paging::{ByCursor, ByOffset, ByTime},
        plain, read_field, several,
        token::accepts,
    },
    request::{Limits, Params, Request},
    value::{
        AsText, Birthday, Date, DateTime, EventTime, File, Id, IntoId, IntoWord, KnownEnum, Money, Open,
        Picture, Ref, Secret, TimeZone, hash_word, same_word, show_word,
    },
    wire,
};
