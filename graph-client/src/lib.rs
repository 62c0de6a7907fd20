//! A typed client for Facebook's Graph API, generated from a schema.
//!
//! [`api`] is generated from the built-in schema, a set of JSON files. [`graph_api!`] generates an
//! API from your own schema. Misuse, such as a missing permission or the wrong kind of token, is a
//! compile error that names the problem in terms of the API.
//!
//! ```no_run
//! use graph_client::{api::{event, user}, *};
//!
//! #[derive(Debug, Clone, Fields)]
//! #[graph(node = user)]
//! struct Profile {
//!     id: user::Id,
//!     first_name: String,
//!     birthday: Option<Birthday>,
//! }
//!
//! # async fn f() -> Result<()> {
//! let graph = Graph::new();
//! let me = graph.with(UserToken::new(std::env::var("GRAPH_TOKEN").unwrap_or_default()));
//! let profile = me.get::<Profile>(user::me()).await?;
//! let picnic = me.send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4)).location("Paris")).await?;
//! # Ok(()) }
//! ```
//!
//! # Features
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `documents` | yes | the API of the built-in schema: `api` |
//! | `reqwest` | yes | the default transport, HTTP/1.1 over TLS, or `fetch` in a browser: [`transport::Reqwest`]; without it, set one with [`GraphBuilder::transport`] |
//! | `proof` | | `appsecret_proof` on every call: `GraphBuilder::app_secret` |
//! | `webhooks` | | receiving real-time updates: `webhooks::Webhooks` |
//! | `blocking` | | a blocking client: `blocking::Blocking` |
//! | `tower` | | any `tower::Service` as the transport, and layers around it: `GraphBuilder::tower_service`, `GraphBuilder::tower_layer` |
//! | `tracing` | | a span per call, with attribute names of OpenTelemetry, and an event per attempt |
//! | `chrono`, `jiff`, `time` | | conversions of dates and times; fields of a selection may have the types of these crates |
//! | `rust_decimal` | | conversions of [`Money`]; a field may be a `Decimal` |
//! | `url` | | string parameters accept a `Url` |

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(feature = "blocking", target_family = "wasm", target_os = "unknown"))]
compile_error!(
    "the feature `blocking` of `graph-client` needs threads, which a browser does not have; use the async client"
);

mod answer;
#[cfg(feature = "documents")]
pub mod api;
pub mod bounds;
mod call;
mod client;
#[allow(dead_code, reason = "only its error codes are used")]
mod common;
pub mod decode;
mod error;
mod facts;
mod generated;
mod request;
mod secrecy;
mod send;
pub mod value;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use decode::wire;
pub use graph_macros::{Fields, permissions};
pub use http::Method;

pub use answer::{
    ComesUnasked, Connection, Created, Deviation, DeviationKind, ETag, FieldName, Fields, IfChanged, Loose,
    NeedsArguments, Next, Page, Written, shape::Fault,
};
pub use call::Describe;
#[cfg(feature = "blocking")]
pub use client::blocking;
pub use client::{
    App, Batch, BatchPart, Client, Download, Graph, GraphBuilder, Items, JobState, Nodes, PageTasks, Pages,
    Pending, Prepared, Promises, Raw, Reference, Then, UploadTo, Uploaded, Waiting, login,
};
pub use error::{Error, Result};
pub use facts::{
    AnyToken, Api, AppToken, ErrorKind, ErrorRow, KnownError, NoToken, PageToken, SystemUserToken, Unchecked,
    Updates, UserToken, permission, target, token,
};
#[doc(hidden)]
pub use generated::rt as __rt;
pub use request::Request;
pub use secrecy::AppSecret;
pub use send::{
    AdAccountUsage, BusinessUsage, CallReport, Incoming, InsightsUsage, Rate, RetryPolicy, SystemTimer,
    Throttle, Timer, Usage, UsageCounts, UseCase, limits, testing, transport,
};
pub use value::{
    Birthday, Date, DateTime, EMPTY, EventTime, File, Id, JsonText, Map, MapKey, Money, Open, Picture, Ref,
    Rest, Secret, TimeZone,
};

/// Generates a typed API from a schema, in the module that contains the call.
///
/// ```ignore
/// mod api {
///     graph_client::graph_api!("schema/graph.json");
/// }
/// ```
///
/// The path is relative to the file that contains the call, or else to the directory of the crate's
/// `Cargo.toml`. A schema with `"extends": "builtin"` is merged with the built-in schema, and the
/// merged API is generated.
#[macro_export]
macro_rules! graph_api {
    ($($input:tt)*) => {
        $crate::__rt::graph_api_impl! { [$crate] $($input)* }
    };
}
