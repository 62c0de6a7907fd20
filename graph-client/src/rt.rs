//! What generated code may name; nothing else may. Not part of the public API.

use std::borrow::Cow;

pub use serde;

// So that one import of several names has this one too: where it fails, there is one error.
pub use crate::__rt;

pub use graph_macros::{__graph_api as graph_api_impl, __permission_impls as permission_impls};
pub use http::Method;

pub use crate::{
    __graph_api_types as api_types, __graph_batch_parts as batch_parts, __graph_holds as holds,
    __graph_value_impls as value_impls, answer,
    answer::Created,
    batch::{BatchPart, Calls, Promises, Reading, one as batch_one},
    body::Body,
    decode::{DecodeError, Decoded, Nested, Reader, ReadsAs, slot},
    description::{Api, Description, ErrorRow, More, OfApi, Verb},
    error::{Error, ErrorKind, KnownError, Result},
    field::{
        Always, BirthdayField, BooleanField, DateField, DateTimeField, Edge, EventTimeField, Facts, Field,
        Gated, IntegerField, JsonField, MoneyField, Named, NumberField, PictureField, RawField, Readable,
        SecretField, SurelyThere, TextField, TimeZoneField, Usual, WireName, plain, read_field, several,
    },
    fields::{
        Allowed, Answer, Available, Below, FieldName, Fields, ItemOf, MaybeUnavailable, Node, Of, Ready,
        field_name,
    },
    holds::{
        Holds, json as set_json, list as set_list, params, show as set_show, text as set_text,
        texts as set_texts, word as set_word, words as set_words,
    },
    loose::Loose,
    operation::{Decoder, Describe, ListOperation, Listing, Operation, Reads, Sealed, Selects, Sendable},
    page::{
        Connection, Page, page, style,
        style::{ByCursor, ByOffset, ByTime},
    },
    params::{Limits, Params},
    permission::{GrantedFor, GrantedTo, Nothing, Perm, PermissionSet, Unchecked},
    ready,
    request::Request,
    target::{Anyone, Friend, Me, Other, ReachedWith, Reaches, ToAnyone, ToFriend, ToOther, ToOwn},
    token::{Takes, accepts},
    update::Updates,
    value::{
        AsText, Birthday, Date, DateTime, EventTime, File, Id, IntoId, IntoWord, KnownEnum, Money, Open,
        Picture, Ref, Secret, TimeZone, hash_word, same_word, show_word,
    },
    wire,
};
pub use serde_json::Value as Json;
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

/// How many characters a text has, also while it is compiled.
pub const fn characters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        // What continues a character begins with the bits 10.
        if bytes[at] & 0xc0 != 0x80 {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The error of plain data that breaks a rule of the schema.
pub fn refused(param: &str, reason: &str) -> Error {
    Error::new(ErrorKind::Request, format!("the parameter `{param}` cannot be sent: {reason}"))
}

/// Asks for the fields of a selection.
pub fn select<F: Fields>(request: &mut Request) {
    put_list(request, crate::fields::field_list::<wire::Node<F::Node>, F>());
}

/// Asks for the fields of the items of a list.
pub fn select_items<W, F: ReadsAs<W>>(request: &mut Request) {
    put_list(request, crate::fields::field_list::<W, F>());
}

fn put_list(request: &mut Request, list: Option<Cow<'static, str>>) {
    let Some(list) = list else { return };
    if list.contains('\0') {
        let reason =
            format!("the selection contains itself, or is deeper than {} levels", crate::decode::DEEPEST);
        request.params().refuse("fields", reason);
    } else {
        request.params().text("fields", list);
    }
}

/// Reads the members that the struct does not know by name.
pub type Rest = std::collections::BTreeMap<String, serde_json::Value>;

/// [`Reader::object`] of a node or object, which may be a bare value by the schema.
#[inline]
pub fn object<N: Node, S>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    state: &mut S,
    set: impl Fn(&mut S, usize, &mut Reader<'_>) -> Decoded<()>,
) -> Decoded<()> {
    reader.object_or(N::BARE, names, &mut |at, reader| set(state, at, reader), &mut |key, reader| {
        reader.unknown(key);
        reader.skip()
    })
}

/// The same, with the members that have no field of their own collected.
#[inline]
pub fn object_with_rest<N: Node, S>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    state: &mut S,
    set: impl Fn(&mut S, usize, &mut Reader<'_>) -> Decoded<()>,
    rest: &mut Rest,
) -> Decoded<()> {
    reader.object_with_rest(N::BARE, names, &mut |at, reader| set(state, at, reader), rest)
}

/// A value as it is read from an answer, out of any other format.
pub fn deserialize<'de, W, T: ReadsAs<W>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<T, D::Error> {
    use serde::{Deserialize, de::Error as _};
    let text = serde_json::Value::deserialize(deserializer)?.to_string();
    Reader::whole(text.as_bytes(), T::read).map_err(D::Error::custom)
}

/// Writes the sub-selection of a type that reads as `W`, and nothing for one that does not.
///
/// A type that does not fit is reported where it is read; asking here with a bound would report
/// it a second time. The inherent method wins where its bound holds, the trait's otherwise.
pub struct Probe<W, T>(std::marker::PhantomData<(W, T)>);

impl<W, T> Probe<W, T> {
    /// The probe.
    pub const NEW: Self = Self(std::marker::PhantomData);
}

impl<W, T: ReadsAs<W>> Probe<W, T> {
    /// Writes the sub-selection.
    pub fn nested(&self, out: &mut String) {
        if let Some(nested) = T::NESTED {
            nested.write(out);
        }
    }
}

/// What [`Probe`] does for a type that does not fit.
pub trait NotNested {
    /// Nothing.
    fn nested(&self, _out: &mut String) {}
}

impl<W, T> NotNested for &Probe<W, T> {}
