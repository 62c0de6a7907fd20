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

// Written with their path, since a module of a schema, or a type of the user, can have such a name.
pub use std::primitive::{bool, f64, i64, str, u16, u32, u64, usize};

pub use http::Method;
pub use serde;
pub use serde_json::Value as Json;

// Generated code imports several names at once. With `__rt` among them, a failing import is a single error.
pub use crate::__rt;
// The common error codes are those of the built-in API, and written once.
pub use crate::common::__API as BUILTIN;

pub use graph_macros::{__graph_api as graph_api_impl, __permission_impls as permission_impls};

pub use super::{
    arguments::{argue, give, later},
    limits::{characters, refused},
    lists::{count, each, some_empty},
    probe::{NotNested, Probe},
    select::{Selected, SelectedWith, asked, asks, select, select_items, select_named},
    set::{
        HasRequest, date_time as set_date_time, json as set_json, list as set_list, params, show as set_show,
        text as set_text, texts as set_texts, word as set_word, words as set_words,
    },
};
pub use crate::{
    __graph_api_types as api_types, __graph_args_types as args_types, __graph_batch_parts as batch_parts,
    __graph_holds as holds, __graph_shape_impls as shape_impls, __graph_value_impls as value_impls,
    __graph_with_webhooks as with_webhooks,
    answer::{
        Allowed, Answer, Body, ComesUnasked, Connection, Created, Decoder, Delivered, FieldName, FieldOf,
        Fields, ItemOf, Loose, NeedsArguments, Page, Reads, Ready, Selectable, SelectionOf, deserialize,
        field_name, members, object, object_with_rest, page, reads as answer, ready,
        shape::{
            self, Content, IntoValue, MemberRule, RecordFacts, Shape, Table, UnionFacts, nothing,
            nothing_mut, vacant,
        },
    },
    call::{
        Arguments, ArgumentsOf, Describe, ListOperation, Listing, Operation, ReadByGet, Sealed, SelectsOf,
        Sendable, SentAlone, connection_of, keys_of_list,
    },
    client::{
        BatchPart, Promises,
        batch::{Calls, Reading, list as batch_list, one as batch_one},
    },
    decode::{BestFit, DecodeError, Decoded, Nested, Reader, ReadsAs, slot},
    error::{Error, Result},
    facts::{
        AcceptsToken, Access, Always, AlwaysPresent, Anyone, Api, Argued, Available, BirthdayField,
        BooleanField, DateField, DateTimeField, Description, Edge, ErrorKind, ErrorRow, EventTimeField,
        Facts, Field, Friend, FriendTarget, Gated, Gives, GrantedFor, GrantedTo, HasJob, Holding,
        IntegerField, IsAsked, Job, JsonField, KnownError, MaybeUnavailable, Me, MoneyField, More, Named,
        Needs, NoField, NoPermission, Node, NumberField, OfApi, OfEdge, OfList, Other, OtherTarget, OwnError,
        PermissionSet, PictureField, RawField, ReachedWith, Reaches, ReadInto, Readable, Renamed,
        RequiredPermission, Requires, SameTarget, SecretField, SeveralArguments, Takes, TakesArgs, TextField,
        TimeZoneField, Unasked, Unchecked, UnknownTarget, Updates, Usual, Verb, WireName, in_schema,
        paging as style,
        paging::{ByCursor, ByOffset, ByTime},
        plain, read_field, requested, several,
        token::accepts,
    },
    request::{Limit, Params, Pattern, Request},
    value::{
        AsText, Birthday, Date, DateTime, EventTime, File, Id, IntoDate, IntoDateTime, IntoEventTime, IntoId,
        IntoList, IntoWord, JsonText, KnownEnum, Map, Money, Open, Picture, Ref, Rest, Secret, TimeZone,
        hash_word, owned, same_word, show_word,
    },
    wire,
};

#[cfg(feature = "webhooks")]
pub use crate::webhooks::{Events, Notified, ObjectFacts, Other as OtherEvent};

/// The items of an API that receive webhooks, with the feature `webhooks`.
#[cfg(feature = "webhooks")]
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_with_webhooks {
    ($($items:tt)*) => { $($items)* };
}

/// Without the feature there are none.
#[cfg(not(feature = "webhooks"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_with_webhooks {
    ($($items:tt)*) => {};
}
