//! Error codes: those that any call may answer, and those of single operations.

use graph_schema::model::Retry;

use super::{
    Page,
    html::{chip, escape, inline},
    layout::{self, Sheet},
    links::{Links, code_of, error_anchor, link},
};
use crate::about::What;

pub(super) fn page(links: &Links<'_>) -> Page {
    let common: String = links
        .schema
        .errors
        .iter()
        .map(|error| {
            let code = code_of(error);
            let (class, retry) = match error.retry {
                Retry::Never => ("", "not to be repeated"),
                Retry::Soon => ("yes", "repeat soon"),
                Retry::Later => ("maybe", "repeat after a wait"),
            };
            let chips = format!("{} {}", chip(class, retry), chip("", &error.kind));
            row(
                &code,
                &code,
                &error.name,
                &format!("<p>{}</p>\n<p class=\"chips\">{chips}</p>\n", inline(&error.meaning)),
            )
        })
        .collect();
    let mut own = String::new();
    for call in &links.calls {
        let What::Operation(operation) = call.what else { continue };
        for error in &operation.errors {
            let name = call.name();
            let about = format!(
                "<p>{}</p>\n<p>Answered by {}</p>\n<p class=\"chips\">{}</p>\n",
                inline(&error.meaning),
                link("", &links.call(call), &name),
                chip("", "not to be repeated")
            );
            own += &row(&format!("{name}/{}", error.code), &error.code.to_string(), &error.name, &about);
        }
    }
    let mut body = String::from(
        "<h1>Errors</h1>\n<div class=\"lead\"><p>Codes that calls answer, what they mean, and whether the same call may be sent again. A write that may have happened is never repeated by the client, whatever the code.</p></div>\n",
    );
    body += "<section>\n<h2 id=\"common\">Of any call</h2>\n";
    body += &match common.is_empty() {
        true => "<p class=\"quiet\">The schema describes none.</p>\n</section>\n".to_owned(),
        false => format!("<div class=\"rows\">\n{common}</div>\n</section>\n"),
    };
    if !own.is_empty() {
        body += &format!(
            "<section>\n<h2 id=\"own\">Of single operations</h2>\n<div class=\"rows\">\n{own}</div>\n</section>\n"
        );
    }
    layout::page(links, Sheet { path: "errors.html", title: "Errors", places: Vec::new(), body })
}

fn row(key: &str, code: &str, name: &str, about: &str) -> String {
    let place = error_anchor(key);
    format!(
        "<article class=\"row\" id=\"{place}\">\n<div class=\"name\"><a class=\"self\" href=\"#{place}\">{}</a><span class=\"type\">{}</span></div>\n<div class=\"about\">\n{about}</div>\n</article>\n",
        escape(code),
        escape(name)
    )
}
