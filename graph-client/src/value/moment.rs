//! Dates and times as parameters. Text is not accepted: it may be invalid, so it is parsed where the error can be handled.

use super::{Date, DateTime, EventTime};

/// Types accepted as a date: [`Date`], and types that convert into it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Date`",
    label = "expected a `Date`",
    note = "for a fixed date: `Date::new(2012, 7, 4)`, which is `None` if there is no such date",
    note = "from text: `text.parse::<Date>()?`, with text such as `2012-07-04`"
)]
pub trait IntoDate {
    /// Converts.
    fn into_date(self) -> Date;
}

#[diagnostic::do_not_recommend]
impl<T: Into<Date>> IntoDate for T {
    fn into_date(self) -> Date {
        self.into()
    }
}

/// Types accepted as a point in time: [`DateTime`], and types that convert into it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `DateTime`",
    label = "expected a `DateTime`",
    note = "from text: `text.parse::<DateTime>()?`, with text such as `2012-07-04T19:00:00-0700`",
    note = "from a Unix time: `DateTime::from_unix_seconds(seconds)`, which is `None` outside of the years 0 to 9999"
)]
pub trait IntoDateTime {
    /// Converts.
    fn into_date_time(self) -> DateTime;
}

#[diagnostic::do_not_recommend]
impl<T: Into<DateTime>> IntoDateTime for T {
    fn into_date_time(self) -> DateTime {
        self.into()
    }
}

/// Types accepted as an event time: [`EventTime`], [`DateTime`], [`Date`] for the whole day, and other types that
/// convert into one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `EventTime`",
    label = "expected an `EventTime`",
    note = "for a fixed time: `EventTime::date(2012, 7, 4)`, or `EventTime::date_time(2012, 7, 4, 19, 0, -420)` with the UTC offset in minutes",
    note = "from text: `text.parse::<EventTime>()?`, with text such as `2012-07-04` or `2012-07-04T19:00:00-0700`"
)]
pub trait IntoEventTime {
    /// Converts.
    fn into_event_time(self) -> EventTime;
}

#[diagnostic::do_not_recommend]
impl<T: Into<EventTime>> IntoEventTime for T {
    fn into_event_time(self) -> EventTime {
        self.into()
    }
}

/// Text that is always a valid date or time. No type implements this; the error message says how to parse text.
#[diagnostic::on_unimplemented(
    message = "text is not always a valid date or time: parse it instead of converting it",
    label = "this conversion can fail",
    note = "parse it: `text.parse::<Date>()?`, and in the same way `DateTime` and `EventTime`"
)]
pub trait CertainlyTime {
    /// Converts.
    fn certainly<T>(self) -> T;
}

macro_rules! not_from_text {
    ($($ty:ident)*) => {$(
        #[doc(hidden)]
        impl<'a> From<&'a str> for $ty
        where
            // No type implements it. The bound is for any lifetime, since rustc rejects it otherwise.
            for<'any> &'any str: CertainlyTime,
        {
            fn from(text: &'a str) -> Self {
                text.certainly()
            }
        }
    )*};
}

not_from_text! { Date DateTime EventTime }
