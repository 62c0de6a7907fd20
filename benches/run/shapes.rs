//! The same 20 fields as a selection and as serde structs.

#![allow(dead_code, reason = "the fields are decoded but not used")]

use graph_client::{
    Birthday, DateTime, Fields, Open, Ref,
    api::{self as fb, page, user},
};
use serde::{Deserialize, Deserializer, de::Error as _};

#[derive(Fields)]
#[graph(node = user)]
pub struct Ours {
    pub id: user::Id,
    pub name: String,
    first_name: String,
    middle_name: Option<String>,
    last_name: String,
    gender: Option<Open<fb::Gender>>,
    locale: Option<String>,
    link: Option<String>,
    username: Option<String>,
    age_range: Option<OurAge>,
    video_upload_limits: Option<OurLimits>,
    updated_time: Option<DateTime>,
    verified: Option<bool>,
    bio: Option<String>,
    birthday: Option<Birthday>,
    third_party_id: Option<String>,
    hometown: Option<Ref<page::Node>>,
    location: Option<Ref<page::Node>>,
    quotes: Option<String>,
    website: Option<String>,
}

#[derive(Fields)]
#[graph(node = fb::age_range)]
struct OurAge {
    min: Option<i64>,
    max: Option<i64>,
}

#[derive(Fields)]
#[graph(node = fb::video_upload_limits)]
struct OurLimits {
    length: Option<f64>,
    size: Option<f64>,
}

/// A simple serde struct: times, enum words and ids are strings, and nothing is coerced.
#[derive(Deserialize)]
pub struct Plain {
    pub id: String,
    pub name: String,
    first_name: String,
    middle_name: Option<String>,
    last_name: String,
    gender: Option<String>,
    locale: Option<String>,
    link: Option<String>,
    username: Option<String>,
    age_range: Option<PlainAge>,
    video_upload_limits: Option<PlainLimits>,
    updated_time: Option<String>,
    verified: Option<bool>,
    bio: Option<String>,
    birthday: Option<String>,
    third_party_id: Option<String>,
    hometown: Option<IdName>,
    location: Option<IdName>,
    quotes: Option<String>,
    website: Option<String>,
}

#[derive(Deserialize)]
struct PlainAge {
    min: Option<i64>,
    max: Option<i64>,
}

#[derive(Deserialize)]
struct PlainLimits {
    length: Option<f64>,
    size: Option<f64>,
}

#[derive(Deserialize)]
pub struct IdName {
    id: String,
    name: String,
}

#[derive(Deserialize)]
pub struct PlainPage {
    pub data: Vec<Plain>,
    paging: Option<PlainPaging>,
}

#[derive(Deserialize)]
struct PlainPaging {
    next: Option<String>,
}

/// A serde struct with a function for each field that may have another representation.
#[derive(Deserialize)]
pub struct Lenient {
    #[serde(deserialize_with = "id")]
    pub id: String,
    name: String,
    first_name: String,
    middle_name: Option<String>,
    last_name: String,
    gender: Option<String>,
    locale: Option<String>,
    link: Option<String>,
    username: Option<String>,
    age_range: Option<LenientAge>,
    video_upload_limits: Option<LenientLimits>,
    updated_time: Option<String>,
    #[serde(default, deserialize_with = "boolean")]
    verified: Option<bool>,
    bio: Option<String>,
    birthday: Option<String>,
    third_party_id: Option<String>,
    #[serde(default, deserialize_with = "object")]
    hometown: Option<IdName>,
    #[serde(default, deserialize_with = "object")]
    location: Option<IdName>,
    quotes: Option<String>,
    website: Option<String>,
}

#[derive(Deserialize)]
struct LenientAge {
    #[serde(default, deserialize_with = "number")]
    min: Option<f64>,
    #[serde(default, deserialize_with = "number")]
    max: Option<f64>,
}

#[derive(Deserialize)]
struct LenientLimits {
    #[serde(default, deserialize_with = "number")]
    length: Option<f64>,
    #[serde(default, deserialize_with = "number")]
    size: Option<f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Either<A, B> {
    This(A),
    That(B),
}

fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Either::<String, u64>::deserialize(from)? {
        Either::This(text) => text,
        Either::That(number) => number.to_string(),
    })
}

fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    match Option::<Either<f64, String>>::deserialize(from)? {
        None => Ok(None),
        Some(Either::This(number)) => Ok(Some(number)),
        Some(Either::That(text)) => text.parse().map(Some).map_err(D::Error::custom),
    }
}

fn boolean<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(Option::<Either<bool, u8>>::deserialize(from)?.map(|either| match either {
        Either::This(value) => value,
        Either::That(number) => number == 1,
    }))
}

fn object<'de, D: Deserializer<'de>>(from: D) -> Result<Option<IdName>, D::Error> {
    Ok(match Option::<Either<IdName, [(); 0]>>::deserialize(from)? {
        Some(Either::This(object)) => Some(object),
        _ => None,
    })
}
