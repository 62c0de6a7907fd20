//! Writes a fault as the text it is parsed from.

use std::{fmt, time::Duration};

use super::model::{BrokenPaging, Cut, Fault, Form, Kind};

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: &Duration| format!("{}ms", time.as_millis());
        match &self.kind {
            Kind::Latency(time) => write!(f, "latency={}", ms(time)),
            Kind::Error(code, None) => write!(f, "error={code}"),
            Kind::Error(code, Some(subcode)) => write!(f, "error={code}/{subcode}"),
            Kind::Body(text, "text/plain") if text == "Service Unavailable" => f.write_str("plain"),
            Kind::Body(_, "text/html; charset=utf-8") => f.write_str("html"),
            Kind::Body(text, _) => write!(f, "body={}", quoted(text)),
            Kind::Usage(subject, percent) => write!(f, "usage={}:{percent}", subject.name()),
            Kind::Limit(subject, most, window) => {
                write!(f, "limit={}:{most}/{}", subject.name(), ms(window))
            }
            Kind::Reduce(most) => write!(f, "reduce={most}"),
            Kind::Cut(Cut::Before) => f.write_str("cut=before"),
            Kind::Cut(Cut::Head) => f.write_str("cut=head"),
            Kind::Cut(Cut::Body) => f.write_str("cut=body"),
            Kind::Slow(time) => write!(f, "slow={}", ms(time)),
            Kind::Truncate => f.write_str("truncate"),
            Kind::ContentType(text) => write!(f, "type={}", quoted(text)),
            Kind::Header(name, value) => write!(f, "header={}", quoted(&format!("{name}: {value}"))),
            Kind::Paging(BrokenPaging::Same) => f.write_str("paging=same"),
            Kind::Paging(BrokenPaging::SameEmpty) => f.write_str("paging=same_empty"),
            Kind::Paging(BrokenPaging::Empty(None)) => f.write_str("paging=empty"),
            Kind::Paging(BrokenPaging::Empty(Some(pages))) => write!(f, "paging=empty:{pages}"),
            Kind::Paging(BrokenPaging::Blank) => f.write_str("paging=blank"),
            Kind::Redirect(to) => write!(f, "redirect={}", quoted(to)),
            Kind::Unfinished(done) => write!(f, "unfinished={done}"),
            Kind::Status(code) => write!(f, "status={code}"),
        }?;
        let (filter, details) = (&self.filter, &self.details);
        option(f, "times", &filter.times)?;
        option(f, "after", &Some(filter.after).filter(|calls| *calls > 0))?;
        option(f, "rate", &filter.rate)?;
        option(f, "path", &filter.path.as_deref().map(quoted))?;
        option(f, "method", &filter.method)?;
        option(f, "status", &details.status)?;
        option(f, "message", &details.message.as_deref().map(quoted))?;
        option(f, "title", &details.title.as_deref().map(quoted))?;
        option(f, "text", &details.text.as_deref().map(quoted))?;
        option(f, "transient", &details.transient)?;
        let form = match details.form {
            Form::Envelope => None,
            Form::NoCode => Some("no_code"),
            Form::NoType => Some("no_type"),
            Form::Bare => Some("bare"),
            Form::Flat => Some("flat"),
        };
        option(f, "form", &form)?;
        f.write_str(if filter.items { ",items" } else { "" })?;
        f.write_str(if details.done { ",done" } else { "" })
    }
}

fn option<T: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, value: &Option<T>) -> fmt::Result {
    match value {
        Some(value) => write!(f, ",{name}={value}"),
        None => Ok(()),
    }
}

/// Quotes a value if necessary.
fn quoted(text: &str) -> String {
    let is_plain =
        !text.is_empty() && text.bytes().all(|b| (b'!'..=b'~').contains(&b) && !b",;\"\\=".contains(&b));
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        for text in [
            "latency=250ms",
            "error=4,times=2,path=/me/likes",
            "error=-3,after=3,rate=0.25,method=GET,items",
            "error=1,status=200,message=\"a, b; \\\"c\\\"\",title=x,text=y,transient=false,form=no_code,done",
            "html,status=502",
            "plain",
            "body=false",
            "body=\"\"",
            "usage=ad_account:9.67",
            "limit=business:100/60000ms",
            "reduce=50",
            "cut=before",
            "cut=head",
            "cut=body",
            "slow=20ms",
            "truncate",
            "type=\"text/html; charset=utf-8\"",
            "header=\"x-app-usage: {}\"",
            "paging=same",
            "paging=empty:3",
            "paging=blank",
            "redirect=https://elsewhere.example",
            "unfinished=2",
            "status=131049,times=1",
        ] {
            let fault: Fault = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(fault.to_string(), text);
        }
    }

    #[test]
    fn errors_name_the_problem() {
        for (text, part) in [
            ("", "exactly one fault"),
            ("eror=4", "one of latency, error"),
            ("error", "a code is required"),
            ("error=x", "whole number"),
            ("error=4,time=2", "one of times"),
            ("error=4,rate=2", "between 0 and 1"),
            ("error=4;error=2", "exactly one"),
            ("error=4,message=\"x", "unclosed quote"),
            ("latency=1d", "250ms"),
            ("usage=95", "a subject"),
            ("limit=world:1", "expected app, user"),
            ("redirect=elsewhere", "http://"),
            ("cut=tail", "before, head or body"),
            ("type=a\u{7f}b", "printable ASCII"),
            ("status=x", "whole number"),
            ("header=x", "a header name, a colon"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
