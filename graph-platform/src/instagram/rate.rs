//! The rate of the platform that no header reports, for a [`Throttle`](crate::Throttle). It holds for each account. How many
//! posts may be published is told by `content_publishing_limit`.
//!
//! ```
//! use graph_platform::{Graph, Throttle, instagram::{self as ig, rate}};
//!
//! let throttle = Throttle::default().rate(rate::containers());
//! let graph = Graph::builder().api(ig::api()).throttle(throttle).build();
//! ```

use std::time::Duration;

use crate::Rate;

/// Containers: 400 in 24 hours, items of carousels included. A container that would have to wait for longer than the throttle
/// allows is an error, and nothing is sent.
pub fn containers() -> Rate {
    Rate::of(CONTAINERS, 400, Duration::from_secs(24 * 60 * 60)).burst(400)
}

const CONTAINERS: [&str; 3] =
    ["account.media.create", "account.media.create_item", "account.media.create_upload"];
