//! Settings of a single call, and the methods that set them.

use std::{sync::Arc, time::Duration};

use super::{RetryPolicy, Validator};

/// The settings of a single call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The time limit for the call, all its attempts and waits included.
    pub(crate) timeout: Option<Duration>,
    /// Replaces the policy of the [`Graph`](crate::Graph).
    pub(crate) retry: Option<RetryPolicy>,
    /// Sending the call twice has the same effect as sending it once.
    pub(crate) idempotent: bool,
    /// The read returns a value only if it changed.
    pub(crate) validator: Option<Arc<Validator>>,
}

/// The methods `timeout`, `retry` and `no_retry`, for a type with `fn set(self, impl Fn(&mut Settings)) ->
/// Self`. `$timeout` is the doc line of the first, and `idempotent` adds the method of that name.
macro_rules! call_settings {
    ($timeout:literal) => {
        #[doc = $timeout]
        pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
            self.set(|settings| settings.timeout = Some(timeout))
        }

        /// Retries with this policy, instead of the policy of the [`Graph`](crate::Graph).
        pub fn retry(self, policy: $crate::RetryPolicy) -> Self {
            self.set(|settings| settings.retry = Some(policy.clone()))
        }

        /// Does not retry.
        pub fn no_retry(self) -> Self {
            self.retry($crate::RetryPolicy::never())
        }
    };
    ($timeout:literal, idempotent) => {
        $crate::send::call_settings!($timeout);

        /// Declares that sending the call twice has the same effect as sending it once, so that it may be
        /// retried even if the first attempt may have taken effect. By default, a write is retried only if it
        /// certainly did not take effect.
        pub fn idempotent(self) -> Self {
            self.set(|settings| settings.idempotent = true)
        }
    };
}

pub(crate) use call_settings;
