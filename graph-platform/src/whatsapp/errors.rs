//! Errors in deliveries.

use super::{WebhookError, api};

impl WebhookError {
    /// What to do about the error of a failed message or of an account. `None` if the code is unknown or the platform
    /// gives no advice.
    ///
    /// ```
    /// use graph_platform::whatsapp::MessageStatus;
    ///
    /// fn show(status: &MessageStatus) {
    ///     for error in &status.errors {
    ///         println!("{:?}. {}", error.title, error.remedy().unwrap_or_default());
    ///     }
    /// }
    /// # let _ = show;
    /// ```
    pub fn remedy(&self) -> Option<&'static str> {
        let row = api().error(self.code?, None)?;
        Some(row.remedy).filter(|remedy| !remedy.is_empty())
    }
}
