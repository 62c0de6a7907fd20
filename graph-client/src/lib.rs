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

#[doc(hidden)]
#[path = "rt.rs"]
pub mod __rt;
#[doc(hidden)]
pub mod answer;
pub mod api;
mod batch;
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
mod holds;
mod loose;
mod multipart;
mod operation;
mod page;
mod params;
pub mod permission;
mod raw;
#[doc(hidden)]
pub mod ready;
mod request;
pub mod target;
pub mod token;
pub mod transport;
mod types;
pub mod value;
mod verify;

pub use decode::wire;
pub use graph_macros::{Fields, permissions};
pub use http::Method;

pub use answer::Created;
pub use client::{Client, Pending};
pub use description::Api;
pub use deviation::{Deviation, DeviationKind};
pub use error::{Error, ErrorKind, KnownError, Result};
pub use fields::{FieldName, Fields};
pub use graph::{Graph, GraphBuilder};
pub use loose::Loose;
pub use operation::Describe;
pub use page::{Connection, Items, Next, Page, Pages};
pub use permission::Unchecked;
pub use raw::Raw;
pub use request::Request;
pub use token::{AnyToken, AppToken, NoToken, PageToken, UserToken};
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
