//! Renders diagnostics as text: in the style of rustc, plain or in color, or on one line.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
#[doc(hidden)]
pub use graph_wire::printable::printable;

use super::{
    Diagnostic, Severity,
    source::{Sources, Span},
};

/// Renders in the style of rustc, without color.
pub fn plain(diagnostic: &Diagnostic, sources: &Sources) -> String {
    render(&Renderer::plain(), diagnostic, sources)
}

/// Renders in the style of rustc, in color for a terminal.
pub fn colour(diagnostic: &Diagnostic, sources: &Sources) -> String {
    render(&Renderer::styled(), diagnostic, sources)
}

/// Renders on one line: `file:line:column: error[G0007]: title (label); help`.
pub fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut line = String::new();
    if let Some(place) = &diagnostic.primary {
        let name = sources.get(place.span.file).map_or("", |file| file.name.as_str());
        let at = sources.line_column(place.span);
        line = format!("{name}:{}:{}: ", at.line, at.column);
    }
    line += &format!("{severity}[{}]: {}", diagnostic.code, printable(&diagnostic.title));
    if let Some(place) = &diagnostic.primary
        && !place.value.is_empty()
    {
        line += &format!(" ({})", printable(&place.value));
    }
    for help in &diagnostic.help {
        line += &format!("; {}", printable(help));
    }
    line
}

/// Renders the text of a `compile_error!`, which rustc prefixes with `error: `.
pub fn for_compiler(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let text = plain(diagnostic, sources);
    let head = format!("error[{}]: ", diagnostic.code);
    let text = text.strip_prefix(&head).unwrap_or(&text);
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    format!("{title} [{}]\n{rest}", diagnostic.code)
}

fn render(renderer: &Renderer, diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let code = diagnostic.code.to_string();
    let title = printable(&diagnostic.title);
    let title = level.primary_title(title.as_ref()).id(&code);
    let mut group = Group::with_title(title);
    // Places in one file share a snippet; the file of the primary place comes first.
    let places = diagnostic
        .primary
        .iter()
        .map(|place| (place, AnnotationKind::Primary))
        .chain(diagnostic.secondary.iter().map(|place| (place, AnnotationKind::Context)));
    let spans = || {
        let secondary = diagnostic.secondary.iter().map(|place| place.span);
        diagnostic.primary.iter().map(|place| place.span).chain(secondary)
    };
    let mut windows = Vec::new();
    let mut files: Vec<(Span, Snippet<'_, _>)> = Vec::new();
    for (place, kind) in places {
        let Some(source) = sources.get(place.span.file) else { continue };
        let shown = match windows.iter().find(|(file, _)| *file == place.span.file) {
            Some((_, shown)) => *shown,
            None => {
                let in_file = spans().filter(|span| span.file == place.span.file);
                let shown = Window::around(&source.text, in_file.map(|span| clamp(&source.text, span)));
                windows.push((place.span.file, shown));
                shown
            }
        };
        let span = clamp(&source.text, place.span);
        let span = span.start - shown.start..span.end - shown.start;
        let annotation = kind.span(span).label(printable(&place.value));
        match files.iter().position(|(span, _)| span.file == place.span.file) {
            Some(at) => {
                let (span, snippet) = files.remove(at);
                files.insert(at, (span, snippet.annotation(annotation)));
            }
            None => {
                let snippet = Snippet::source(shown.text)
                    .line_start(shown.first_line)
                    .path(source.name.as_str())
                    .annotation(annotation);
                files.push((place.span, snippet));
            }
        }
    }
    for (_, snippet) in files {
        group = group.element(snippet);
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    renderer.render(&[group])
}

/// The lines of a file that a diagnostic shows: the renderer looks at each line that it is given.
#[derive(Clone, Copy)]
struct Window<'a> {
    text: &'a str,
    /// Where it starts in the file.
    start: usize,
    /// The number of its first line.
    first_line: usize,
}

impl<'a> Window<'a> {
    /// The whole lines from the first to the last of some places.
    fn around(text: &'a str, places: impl Iterator<Item = std::ops::Range<usize>>) -> Self {
        let (first, last) = places
            .fold((text.len(), 0), |(first, last), place| (first.min(place.start), last.max(place.end)));
        let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let last = last.max(first);
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
        let first_line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        Self { text: &text[start..end], start, first_line }
    }
}

/// Clamps the span to the text and to character boundaries.
fn clamp(text: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    floor(span.start)..floor(span.end).max(floor(span.start))
}

#[cfg(test)]
mod tests {
    use super::{for_compiler, plain, short};

    #[test]
    fn names_cannot_break_a_line() {
        let text = r#"{ "nodes": { "A": { "fi\nelds\u001b[2J\u2028": {} } } }"#;
        let loaded = crate::parse(&[("a.json", text)]);
        assert!(!loaded.diagnostics.is_empty());
        for diagnostic in loaded.diagnostics.iter() {
            let line = short(diagnostic, &loaded.sources);
            assert!(!line.contains(|c: char| c.is_control() || c == '\u{2028}'), "{line:?}");
            for text in [plain(diagnostic, &loaded.sources), for_compiler(diagnostic, &loaded.sources)] {
                assert!(!text.contains(['\u{1b}', '\u{2028}']) && text.contains(r"\nelds"), "{text:?}");
            }
        }
    }
}
