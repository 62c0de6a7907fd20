//! Rate limits of the platform that no header reports, for a [`Throttle`](crate::Throttle). Each applies to each Page
//! and to each Instagram account.
//!
//! ```
//! use graph_platform::{Graph, Throttle, messenger::{self as ms, rate}};
//!
//! let throttle = Throttle::default().rate(rate::messages()).rate(rate::profile());
//! let graph = Graph::builder().api(ms::api()).throttle(throttle).build();
//! ```

use std::time::Duration;

use crate::Rate;

/// Messages, and sender actions such as the typing indicator: 300 per second. The separate limit of 10 per second for
/// audio and video is not counted here.
pub fn messages() -> Rate {
    Rate::of(MESSAGES, 300, Duration::from_secs(1))
}

/// Reads of conversations: 2 per second.
pub fn conversations() -> Rate {
    Rate::of(CONVERSATIONS, 2, Duration::from_secs(1))
}

/// Changes of the messenger profile: 10 in 10 minutes.
pub fn profile() -> Rate {
    Rate::of(PROFILE, 10, Duration::from_secs(600)).burst(10)
}

const MESSAGES: [&str; 17] = [
    "page.messages.create",
    "page.messages.create_tagged",
    "page.messages.typing_on",
    "page.messages.typing_off",
    "page.messages.mark_seen",
    "page.messages.react",
    "page.messages.unreact",
    "page.messages.create_from_file",
    "page.messages.create_utility",
    "page.messages.create_marketing",
    "instagram_account.messages.create",
    "instagram_account.messages.create_tagged",
    "instagram_account.messages.typing_on",
    "instagram_account.messages.typing_off",
    "instagram_account.messages.mark_seen",
    "instagram_account.messages.react",
    "instagram_account.messages.unreact",
];
const CONVERSATIONS: [&str; 1] = ["page.conversations.list"];
const PROFILE: [&str; 4] = [
    "page.messenger_profile.set_ice_breakers",
    "page.messenger_profile.update",
    "page.messenger_profile.update_instagram",
    "page.messenger_profile.delete",
];
