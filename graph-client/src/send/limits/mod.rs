//! Rate limits: the usage that the platform reports, and throttling to stay within the limits or within a known rate.
//! The state is kept by each [`Graph`](crate::Graph), or by a [`LimitStore`] that several graphs share.

mod key;
mod limiter;
mod rate;
mod store;
mod throttle;
mod usage;
mod use_case;

pub use key::{Lane, LimitKey};
pub(crate) use limiter::Limiter;
pub use rate::Rate;
pub use store::{LimitStore, MemoryLimits, Pace, RateTurn, Report, Turn, TurnRequest};
pub use throttle::Throttle;
pub use usage::{AdAccountUsage, BusinessUsage, InsightsUsage, Usage, UsageCounts};
pub use use_case::UseCase;
