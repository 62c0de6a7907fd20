//! Pieces of HTML that all pages use.

use crate::{Html, html};

/// A description of one line: code in backticks, and links.
pub(super) fn inline(text: &str) -> Html {
    let mut out = Html::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('`') {
        let Some((code, after)) = behind.split_once('`') else { break };
        out += addresses(before) + html!("<code>{}</code>", code);
        rest = after;
    }
    out + addresses(rest)
}

/// A description in paragraphs.
pub(super) fn prose(text: &str) -> Html {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(|paragraph| html!("<p>{}</p>\n", inline(paragraph.trim()))).collect()
}

/// Code that can be copied, with a label.
pub(super) fn code(label: &str, text: &str) -> Html {
    html!(
        "<div class=\"code\"><span class=\"label\">{}</span><pre><code>{}</code></pre></div>\n",
        label,
        text
    )
}

/// The heading of a small part, at the given level.
pub(super) fn part(level: usize, text: &str) -> Html {
    html!("<h{level} class=\"part\">{}</h{level}>\n", text; level)
}

/// A short word beside a name.
pub(super) fn chip(class: &str, text: &str) -> Html {
    html!("<span class=\"chip {}\">{}</span>", class, text)
}

/// Facts with their names.
pub(super) fn facts(facts: &[(String, Html)]) -> Html {
    if facts.is_empty() {
        return Html::new();
    }
    let rows: Html =
        facts.iter().map(|(name, value)| html!("<dt>{}</dt><dd>{}</dd>\n", name, value)).collect();
    html!("<dl class=\"facts\">\n{}</dl>\n", rows)
}

/// A table without its empty columns.
pub(super) fn table<const N: usize>(heads: [&str; N], rows: &[[Html; N]]) -> Html {
    if rows.is_empty() {
        return Html::new();
    }
    let shown: Vec<usize> = (0..N).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let head = |text: &str| match text {
        "" => html!("<td></td>"),
        text => html!("<th scope=\"col\">{}</th>", text),
    };
    let head: Html = shown.iter().map(|at| head(heads[*at])).collect();
    let body: Html = rows
        .iter()
        .map(|row| {
            let cells: Html = shown.iter().map(|at| html!("<td>{}</td>", row[*at])).collect();
            html!("<tr>{}</tr>\n", cells)
        })
        .collect();
    html!(
        "<div class=\"wide\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n",
        head,
        body
    )
}

/// A text with its addresses as links.
fn addresses(text: &str) -> Html {
    let mut out = Html::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://") {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"'()`".contains(c)).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        out += Html::text(before);
        out += match address.len() > "https://".len() {
            true => html!("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", address),
            false => Html::text(address),
        };
        rest = &from[address.len()..];
    }
    out + Html::text(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        for (text, html) in [
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            ("`<script>` it", "<code>&lt;script&gt;</code> it"),
            ("one ` alone", "one ` alone"),
            (
                "see https://example.com/a?b=1&c=2.",
                "see <a href=\"https://example.com/a?b=1&amp;c=2\" rel=\"noreferrer\">https://example.com/a?b=1&amp;c=2</a>.",
            ),
            ("https://\" onclick=\"x", "https://&quot; onclick=&quot;x"),
            (
                "ünï `ß` https://é",
                "ünï <code>ß</code> <a href=\"https://é\" rel=\"noreferrer\">https://é</a>",
            ),
        ] {
            assert_eq!(inline(text).as_str(), html, "{text}");
        }
        assert_eq!(prose("one\n\n\n\ntwo").as_str(), "<p>one</p>\n<p>two</p>\n");
    }
}
