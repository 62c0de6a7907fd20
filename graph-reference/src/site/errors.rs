//! Error codes: those that any call may return, and those of single operations.

use graph_schema::model::Retry;

use super::{
    Page,
    layout::{self, Sheet},
    links::{Links, code_of, error_anchor, link},
    parts::{chip, inline},
};
use crate::{Html, about::What, html};

pub(super) fn page(links: &Links<'_>) -> Page {
    let common: Html = links
        .schema
        .errors
        .iter()
        .map(|error| {
            let code = code_of(error);
            let (class, retry) = match error.retry {
                Retry::Never => ("", "do not retry"),
                Retry::Soon => ("yes", "retry soon"),
                Retry::Later => ("maybe", "retry after a delay"),
            };
            let chips = html!("{} {}", chip(class, retry), chip("", &error.kind));
            row(
                &code,
                &code,
                &error.name,
                &html!("<p>{}</p>\n{}<p class=\"chips\">{chips}</p>\n", inline(&error.meaning), remedy(&error.remedy); chips),
            )
        })
        .collect();
    let mut own = Html::new();
    for call in &links.calls {
        let What::Operation(operation) = call.what else { continue };
        for error in &operation.errors {
            let name = call.name();
            let about = html!(
                "<p>{}</p>\n{}<p>Returned by {}</p>\n<p class=\"chips\">{}</p>\n",
                inline(&error.meaning),
                remedy(&error.remedy),
                link("", &links.call(call), &name),
                chip("", "do not retry")
            );
            own += row(&format!("{name}/{}", error.code), &error.code.to_string(), &error.name, &about);
        }
    }
    let mut body = html!(
        "<h1>Errors</h1>\n<div class=\"lead\"><p>Codes that calls return, what they mean, what to do about them, and whether the same call may be sent again. The client never repeats a write that may have happened, whatever the code.</p></div>\n",
    );
    body += html!("<section>\n<h2 id=\"common\">Any call</h2>\n");
    body += match common.is_empty() {
        true => html!("<p class=\"quiet\">The schema describes none.</p>\n</section>\n"),
        false => html!("<div class=\"rows\">\n{common}</div>\n</section>\n"; common),
    };
    if !own.is_empty() {
        body += html!(
            "<section>\n<h2 id=\"own\">Single operations</h2>\n<div class=\"rows\">\n{own}</div>\n</section>\n";
            own
        );
    }
    layout::page(links, Sheet { path: "errors.html", title: "Errors", places: Vec::new(), body })
}

/// What to do about an error, if the schema says so.
fn remedy(text: &str) -> Html {
    if text.is_empty() { Html::new() } else { html!("<p><b>Remedy:</b> {}</p>\n", inline(text)) }
}

fn row(key: &str, code: &str, name: &str, about: &Html) -> Html {
    let place = error_anchor(key);
    html!(
        "<article class=\"row\" id=\"{place}\">\n<div class=\"name\"><a class=\"self\" href=\"#{place}\">{}</a><span class=\"type\">{}</span></div>\n<div class=\"about\">\n{about}</div>\n</article>\n",
        code, name;
        place, about
    )
}
