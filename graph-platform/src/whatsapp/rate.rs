//! Rate limits of the platform that no header reports, for a [`Throttle`](crate::Throttle).
//!
//! ```
//! use graph_platform::{Graph, Throttle, whatsapp::{self as wa, rate}};
//!
//! let throttle = Throttle::default().rate(rate::pair()).rate(rate::throughput(80));
//! let graph = Graph::builder().api(wa::api()).throttle(throttle).build();
//! ```

use std::time::Duration;

use crate::Rate;

/// The operations that send a message to a person.
pub(crate) const MESSAGES: [&str; 4] = [
    "phone_number.messages.create",
    "phone_number.messages.create_for_user",
    "phone_number.marketing_messages.create",
    "phone_number.marketing_messages.create_for_user",
];
/// The operations that send a message to a group.
pub(crate) const GROUP_MESSAGES: [&str; 1] = ["phone_number.messages.create_in_group"];

/// Messages from one number to one person: up to 45 at once, and one every 6 seconds on average. Beyond that, the
/// platform returns error 131056.
pub fn pair() -> Rate {
    Rate::of(MESSAGES, 1, Duration::from_secs(6)).burst(45).per(["to", "recipient"])
}

/// Messages from one number, to all people and groups: 80 per second unless the number has been raised to 1000, or 20
/// if it is used with the Business app as well. The platform also counts incoming messages, which are not counted here.
/// Beyond the limit, it returns error 130429.
pub fn throughput(messages_per_second: u32) -> Rate {
    Rate::of(MESSAGES.into_iter().chain(GROUP_MESSAGES), messages_per_second, Duration::from_secs(1))
}
