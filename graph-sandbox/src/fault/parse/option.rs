//! Options of a fault: which calls, and the response.

use super::{FaultError, text::count};
use crate::fault::model::{Fault, Form};

/// Sets an option, such as `times=2`.
pub(super) fn apply(fault: &mut Fault, name: &str, value: Option<&str>) -> Result<(), FaultError> {
    let required = || value.ok_or_else(|| FaultError::new(name, "a value is required"));
    let (filter, details) = (&mut fault.filter, &mut fault.details);
    match name {
        "times" => filter.times = Some(count(required()?)?),
        "after" => filter.after = count(required()?)?,
        "rate" => {
            filter.rate = match required()?.parse::<f64>() {
                Ok(rate) if (0.0..=1.0).contains(&rate) => Some(rate),
                _ => return Err(FaultError::new(name, "expected a number between 0 and 1")),
            };
        }
        "path" => filter.path = Some(required()?.to_owned()),
        "method" => {
            let method = required()?.to_ascii_uppercase();
            if !matches!(method.as_str(), "GET" | "POST" | "DELETE") {
                return Err(FaultError::new(&method, "expected GET, POST or DELETE"));
            }
            filter.method = Some(method);
        }
        "items" => filter.items = true,
        "status" => {
            details.status = match required()?.parse::<u16>() {
                Ok(status @ 200..=599) => Some(status),
                _ => return Err(FaultError::new(name, "expected a status between 200 and 599")),
            };
        }
        "message" => details.message = Some(required()?.to_owned()),
        "title" => details.title = Some(required()?.to_owned()),
        "text" => details.text = Some(required()?.to_owned()),
        "transient" => {
            details.transient = match value {
                None | Some("true") => Some(true),
                Some("false") => Some(false),
                Some(other) => return Err(FaultError::new(other, "expected true or false")),
            };
        }
        "form" => {
            details.form = match required()? {
                "envelope" => Form::Envelope,
                "no_code" => Form::NoCode,
                "no_type" => Form::NoType,
                "bare" => Form::Bare,
                "flat" => Form::Flat,
                other => {
                    return Err(FaultError::new(other, "expected envelope, no_code, no_type, bare or flat"));
                }
            };
        }
        "done" => details.done = true,
        _ => {
            return Err(FaultError::new(
                name,
                "expected one of times, after, rate, path, method, items, status, message, title, text, transient, form, done",
            ));
        }
    }
    Ok(())
}
