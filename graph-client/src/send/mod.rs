//! One request to one response: attempts, rate limits, transports.

pub(crate) mod address;
mod attempts;
mod caller;
mod idle;
pub mod limits;
mod multipart;
mod outgoing;
mod queue;
mod read;
mod report;
mod response;
mod retry;
mod settings;
mod shared;
pub mod testing;
mod timer;
#[cfg(feature = "tracing")]
mod trace;
pub mod transport;
mod turn;
mod upload;
mod validator;

pub use address::Incoming;
pub(crate) use caller::Caller;
pub use limits::{AdAccountUsage, BusinessUsage, InsightsUsage, Rate, Throttle, Usage, UsageCounts, UseCase};
pub use report::CallReport;
pub(crate) use response::redirected;
pub use retry::RetryPolicy;
pub(crate) use settings::{Settings, call_settings};
pub(crate) use shared::{CallObserver, Observer, Shared};
pub use timer::{SystemTimer, Timer};
pub(crate) use turn::too_late;
pub(crate) use validator::Validator;
