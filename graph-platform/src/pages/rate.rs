//! A rate limit of the platform that no header reports, for a [`Throttle`](crate::Throttle). It applies to each Page.
//!
//! ```
//! use graph_platform::{Graph, Throttle, pages::{self as fb, rate}};
//!
//! let throttle = Throttle::default().rate(rate::reels());
//! let graph = Graph::builder().api(fb::api()).throttle(throttle).build();
//! ```

use std::time::Duration;

use crate::Rate;

/// Reels: 30 in 24 hours. If a reel would have to wait longer than the throttle allows, the call fails without sending
/// anything.
pub fn reels() -> Rate {
    Rate::of(REELS, 30, Duration::from_secs(24 * 60 * 60)).burst(30)
}

const REELS: [&str; 2] = ["page.video_reels.finish", "page.video_reels.schedule"];
