//! Parsing faults: `error=4, times=2, path=/me/likes`.

mod kind;
mod option;
mod text;

use std::{fmt, str::FromStr};

use super::model::{Details, Fault, Filter};
use text::{named, split};

/// An error in the text of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError {
    /// The invalid part of the text.
    part: String,
    why: String,
}

impl FaultError {
    fn new(part: &str, why: impl Into<String>) -> Self {
        Self { part: part.to_owned(), why: why.into() }
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid fault at `{}`: {}", self.part, self.why)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        match <[Fault; 1]>::try_from(Fault::all(text)?) {
            Ok([fault]) => Ok(fault),
            Err(_) => Err(FaultError::new(text, "expected exactly one fault")),
        }
    }
}

impl Fault {
    /// Parses faults separated by `;`.
    ///
    /// # Errors
    ///
    /// Says which part is wrong, and what is expected there.
    pub fn all(text: &str) -> Result<Vec<Self>, FaultError> {
        let parts = split(text, ';')?;
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).map(one).collect()
    }
}

fn one(text: &str) -> Result<Fault, FaultError> {
    let mut words = split(text, ',')?.into_iter();
    let first = words.next().unwrap_or_default();
    let (kind, value) = named(&first)?;
    let mut fault = Fault {
        kind: kind::parse(&kind, value.as_deref())?,
        filter: Filter::default(),
        details: Details::default(),
    };
    for word in words.filter(|word| !word.trim().is_empty()) {
        let (name, value) = named(&word)?;
        option::apply(&mut fault, &name, value.as_deref())?;
    }
    Ok(fault)
}
