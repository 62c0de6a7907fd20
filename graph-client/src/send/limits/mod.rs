//! Rate limits: what the platform says of them, and how they are kept.

mod limiter;
mod usage;

pub use limiter::Throttle;
pub(crate) use limiter::{Lane, Limiter};
pub use usage::{AdAccountUsage, BusinessUsage, InsightsUsage, Usage, UsageCounts};
