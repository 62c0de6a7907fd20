//! Errors as text, on one line, so that text from a server cannot forge log lines.

use std::fmt;

use graph_wire::printable::printable;

use super::{Error, ErrorKind};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.name)?;
        }
        write!(f, "{}", printable(&inner.message))?;
        if let Some(details) = self.details().filter(|details| !inner.message.contains(*details)) {
            write!(f, ": {}", printable(details))?;
        }
        if let Some(server) = &inner.server {
            let code = server.code.map(|code| match self.name() {
                Some(name) => format!("code {code} {name}"),
                None => format!("code {code}"),
            });
            let subcode = server.subcode.map(|subcode| format!("subcode {subcode}"));
            let trace = server.trace_id.as_ref().map(|trace| format!("trace {}", printable(trace)));
            let details: Vec<String> = [code, subcode, trace].into_iter().flatten().collect();
            if !details.is_empty() {
                write!(f, " ({})", details.join(", "))?;
            }
        }
        if inner.attempts > 1 {
            write!(f, "; tried {} times", inner.attempts)?;
        }
        if inner.kind == ErrorKind::Permission && inner.server.is_some() && !inner.missing.is_empty() {
            write!(f, "; requires {} according to the schema", inner.missing.join(", "))?;
        }
        if self.happened() {
            f.write_str("; the write took effect, do not send it again")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.0.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let decode = self.0.decode.as_ref().map(|error| error as _);
        decode.or_else(|| self.0.cause.as_ref().map(|cause| cause.as_error()))
    }
}
