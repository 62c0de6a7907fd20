//! Schema facts as types and constants, implemented and referenced by generated code.

mod access;
mod api;
mod arguments;
mod description;
mod error_kind;
mod field;
mod job;
mod known_error;
mod marker;
mod node;
pub mod paging;
pub mod permission;
pub mod target;
pub mod token;
mod update;

pub use access::{Access, Requires};
pub(crate) use api::DIALOG;
pub use api::{Api, ErrorRow, OfApi};
pub use arguments::{Argued, Gives, Holding, Needs, OfEdge, OfList, SeveralArguments, Takes, TakesArgs};
pub use description::{Description, More, OwnError, Verb};
pub use error_kind::ErrorKind;
pub use field::{
    Always, AlwaysPresent, BirthdayField, BooleanField, DateField, DateTimeField, Edge, EventTimeField,
    Facts, Field, Gated, IntegerField, IsAsked, JsonField, MoneyField, Named, NoField, NumberField,
    PictureField, RawField, ReadInto, Readable, Renamed, SecretField, TextField, TimeZoneField, Unasked,
    Usual, WireName, in_schema, plain, read_field, requested, several,
};
pub use job::{HasJob, Job};
pub use known_error::KnownError;
pub(crate) use marker::Marker;
pub use node::{AnswerOf, Availability, Available, MaybeUnavailable, Node};
pub use permission::{GrantedFor, GrantedTo, NoPermission, PermissionSet, RequiredPermission, Unchecked};
pub use target::{
    Anyone, Friend, FriendTarget, Me, Other, OtherTarget, ReachedWith, Reaches, SameTarget, UnknownTarget,
};
pub use token::{
    AcceptsToken, AnyToken, AppToken, NoToken, PageToken, SystemUserToken, TokenKind, UserToken,
};
pub use update::Updates;
