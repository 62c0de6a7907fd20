//! Rate limits: what the platform says of them, and how they are kept.

mod http_date;
mod limiter;
mod usage;

use http_date::http_date;
pub use limiter::Throttle;
pub(crate) use limiter::{Lane, Limiter};
pub use usage::{AdAccountUsage, BusinessUsage, InsightsUsage, Usage, UsageCounts};
