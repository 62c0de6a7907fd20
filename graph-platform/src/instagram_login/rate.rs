//! A rate limit of the platform that no header reports, for a [`Throttle`](crate::Throttle). It applies to each
//! account. `content_publishing_limit` returns how many posts may be published.
//!
//! ```
//! use graph_platform::{Graph, Throttle, instagram_login::{self as ig, rate}};
//!
//! let throttle = Throttle::default().rate(rate::containers());
//! let graph = Graph::builder().api(ig::api()).throttle(throttle).build();
//! ```

use std::time::Duration;

use crate::Rate;

/// Containers: 400 in 24 hours, including the items of carousels. If a container would have to wait longer than the
/// throttle allows, the call fails without sending anything.
pub fn containers() -> Rate {
    Rate::of(CONTAINERS, 400, Duration::from_secs(24 * 60 * 60)).burst(400)
}

const CONTAINERS: [&str; 2] = ["account.media.create", "account.media.create_item"];
