//! The database library panics on some damaged files. Here that becomes an error.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
    thread,
};

use redb::Database;

use super::backend::Failure;

thread_local! {
    /// Whether a panic of this thread becomes an error, and so is not reported.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

static QUIET_HOOK: Once = Once::new();

/// Runs code of the database library. A panic is an error, which nothing else reports.
pub(super) fn caught<T>(run: impl FnOnce() -> T) -> Result<T, Failure> {
    if !thread::panicking() {
        QUIET_HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                if !IS_QUIET.try_with(Cell::get).unwrap_or(false) {
                    before(panic);
                }
            }));
        });
    }
    let was_quiet = IS_QUIET.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    IS_QUIET.set(was_quiet);
    result.map_err(|_| Failure::Damaged("its parts do not fit together".to_owned()))
}

/// An open database that is closed without a panic. Closing writes to the file as well.
#[derive(Debug)]
pub(super) struct Closing(Option<Database>);

impl Closing {
    pub(super) fn new(file: Database) -> Self {
        Self(Some(file))
    }

    /// Uses the database.
    pub(super) fn with<T>(
        &mut self,
        run: impl FnOnce(&mut Database) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match &mut self.0 {
            Some(file) => caught(|| run(file))?,
            None => Err(Failure::Damaged("it is closed".to_owned())),
        }
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        let file = self.0.take();
        // What was acknowledged is in the file already.
        let _ = caught(|| drop(file));
    }
}
