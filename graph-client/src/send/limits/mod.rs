//! Rate limits: the usage that the platform reports, and throttling to stay within it or within a rate that is known.

mod limiter;
mod rate;
mod usage;
mod use_case;

pub use limiter::Throttle;
pub(crate) use limiter::{Lane, Limiter};
pub use rate::Rate;
pub use usage::{AdAccountUsage, BusinessUsage, InsightsUsage, Usage, UsageCounts};
pub use use_case::UseCase;
