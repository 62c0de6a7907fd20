//! From the body of a successful response to a value.

use super::{Caller, Validator};
use crate::{
    answer::{Body, Decoder, Deviation, refusal},
    decode::Notes,
    error::{ErrorKind, Result},
    request::Request,
};

impl Caller {
    /// Decodes the body of a successful response. In strict mode, reports what deviates from the schema.
    pub(crate) fn read<A>(&self, request: &Request, bytes: &[u8], decode: Decoder<A>) -> Result<A> {
        if let Some(same) = self.validator(request).and_then(Validator::not_modified) {
            return Err(same);
        }
        let notes = self.shared.observer.as_ref().map(|_| Notes::default());
        let read = decode(Body::noting(bytes, request.api, notes.as_ref()));
        if let (Some(observer), Some(notes)) = (&self.shared.observer, notes) {
            let operation = request.description.map(|description| description.name);
            let mut redactor = None;
            for placed in notes.placed(bytes) {
                let redactor = redactor.get_or_insert_with(|| self.redactor(request));
                let mut deviation = Deviation::new(operation, placed);
                redactor.redact(&mut deviation.found);
                redactor.redact(&mut deviation.path);
                observer(&deviation);
            }
        }
        read.map_err(|error| {
            let error = match error.kind() {
                ErrorKind::Decode if request.writes() => {
                    refusal(bytes).unwrap_or_else(|| error.with_response(bytes).after_write())
                }
                // A node that is `false`.
                ErrorKind::NotFound if request.writes() => refusal(bytes).unwrap_or(error),
                _ => error,
            };
            self.finished(error, request, 1)
        })
    }
}
