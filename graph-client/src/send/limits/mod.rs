//! Rate limits: the usage that the platform reports, and throttling to stay within it.

mod limiter;
mod usage;

pub use limiter::Throttle;
pub(crate) use limiter::{Lane, Limiter};
pub use usage::{AdAccountUsage, BusinessUsage, InsightsUsage, Usage, UsageCounts};
