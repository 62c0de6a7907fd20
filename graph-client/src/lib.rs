//! A typed client for Facebook's Graph API, generated from a schema.
//!
//! The API surface is data: [`api`] is generated from the JSON files of the built-in schema, and
//! [`graph_api!`] generates the same from a schema of one's own. Whoever misuses it gets a compile
//! error in the API's own words.
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
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `reqwest` | yes | the transport over HTTP/1.1 and TLS, [`transport::Reqwest`]; without it, one is given to [`GraphBuilder::transport`] |
//! | `proof` | | `appsecret_proof` for every call: `GraphBuilder::app_secret` |
//! | `webhooks` | | real-time updates: `webhooks::Webhooks` |
//! | `blocking` | | a client that is waited for: `blocking::Blocking` |
//! | `tracing` | | a span for every call, an event for every attempt |

#[doc(hidden)]
#[path = "rt.rs"]
pub mod __rt;
#[doc(hidden)]
pub mod answer;
pub mod api;
mod app_secret;
mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
pub mod bounds;
mod client;
pub mod decode;
mod description;
mod deviation;
mod error;
mod execute;
mod field;
mod fields;
mod graph;
mod hide;
mod holds;
mod limits;
pub mod login;
mod loose;
mod multipart;
mod nodes;
mod operation;
mod page;
mod params;
mod pending;
pub mod permission;
mod raw;
#[doc(hidden)]
pub mod ready;
mod report;
mod request;
mod retry;
#[cfg(feature = "proof")]
mod signature;
pub mod target;
pub mod testing;
mod timer;
pub mod token;
#[cfg(feature = "tracing")]
mod trace;
pub mod transport;
mod types;
mod update;
mod upload;
pub mod value;
mod verify;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use decode::wire;
pub use graph_macros::{Fields, permissions};
pub use http::Method;

pub use answer::Created;
pub use app_secret::AppSecret;
pub use batch::{Batch, BatchPart, Prepared, Promises, Reference, Then};
pub use client::Client;
pub use description::{Api, ErrorRow};
pub use deviation::{Deviation, DeviationKind};
pub use error::{Error, ErrorKind, KnownError, Result};
pub use fields::{FieldName, Fields};
pub use graph::{Graph, GraphBuilder};
pub use limits::{AdAccountUsage, BusinessUsage, InsightsUsage, Throttle, Usage, UsageCounts};
pub use login::App;
pub use loose::Loose;
pub use nodes::Nodes;
pub use operation::Describe;
pub use page::{Connection, Items, Next, Page, Pages};
pub use pending::Pending;
pub use permission::Unchecked;
pub use raw::Raw;
pub use report::CallReport;
pub use request::Request;
pub use retry::RetryPolicy;
pub use timer::{SystemTimer, Timer};
pub use token::{AnyToken, AppToken, NoToken, PageToken, UserToken};
pub use update::Updates;
pub use value::{Birthday, Date, DateTime, EventTime, File, Id, Money, Open, Picture, Ref, Secret, TimeZone};

/// Generates a typed API from a schema into the module where it stands.
///
/// ```ignore
/// mod api {
///     graph_client::graph_api!("schema/graph.json");
/// }
/// ```
///
/// The path is relative to the file that holds the call, or else to the folder of the crate's
/// `Cargo.toml`. With `"extends": "builtin"` in the schema, the built-in schema is merged with it
/// and the merged API is generated.
#[macro_export]
macro_rules! graph_api {
    ($($input:tt)*) => {
        $crate::__rt::graph_api_impl! { [$crate] $($input)* }
    };
}
