//! Text as HTML. Everything that a schema says goes through here.

/// Text that is shown as it stands, also inside an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// What a schema says of a thing, inside a line: code between backticks, and addresses.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('`') {
        let Some((code, after)) = behind.split_once('`') else { break };
        out += &addresses(before);
        out += &format!("<code>{}</code>", escape(code));
        rest = after;
    }
    out + &addresses(rest)
}

/// What a schema says of a thing, as paragraphs.
pub(super) fn prose(text: &str) -> String {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>\n", inline(paragraph.trim()))).collect()
}

/// Code that can be copied, with what it is.
pub(super) fn code(label: &str, text: &str) -> String {
    format!(
        "<div class=\"code\"><span class=\"label\">{}</span><pre><code>{}</code></pre></div>\n",
        escape(label),
        escape(text)
    )
}

/// A short word beside a name.
pub(super) fn chip(class: &str, text: &str) -> String {
    format!("<span class=\"chip {class}\">{}</span>", escape(text))
}

/// Facts with what they are called. The values are HTML.
pub(super) fn facts(facts: &[(String, String)]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let rows: String =
        facts.iter().map(|(name, value)| format!("<dt>{}</dt><dd>{value}</dd>\n", escape(name))).collect();
    format!("<dl class=\"facts\">\n{rows}</dl>\n")
}

/// A table. Heads are text, cells are HTML; a column that is empty everywhere is left out.
pub(super) fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let shown: Vec<usize> = (0..N).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let head: String =
        shown.iter().map(|at| format!("<th scope=\"col\">{}</th>", escape(heads[*at]))).collect();
    let body: String = rows
        .iter()
        .map(|row| {
            let cells: String = shown.iter().map(|at| format!("<td>{}</td>", row[*at])).collect();
            format!("<tr>{cells}</tr>\n")
        })
        .collect();
    format!(
        "<div class=\"wide\"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>\n"
    )
}

/// Addresses in a text become links.
fn addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://") {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"'()`".contains(c)).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let shown = escape(address);
        out += &escape(before);
        out += &match address.len() > "https://".len() {
            true => format!("<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>"),
            false => shown,
        };
        rest = &from[address.len()..];
    }
    out + &escape(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
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
            assert_eq!(inline(text), html, "{text}");
        }
        assert_eq!(prose("one\n\n\n\ntwo"), "<p>one</p>\n<p>two</p>\n");
    }
}
