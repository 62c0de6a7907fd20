//! The transport's error as the source of ours: kept unchanged, unless its text contains a secret.

use std::{error::Error as StdError, fmt, sync::Arc};

use crate::secrecy::{Redactor, without_secrets_in_links};

/// The maximum number of errors of a chain that are read, so that a cyclic chain ends.
const MAX_LINKS: usize = 32;

/// Why there is no response, as reported by the transport.
#[derive(Clone)]
pub(super) struct Cause(Arc<dyn StdError + Send + Sync>);

impl Cause {
    pub(super) fn new(error: Arc<dyn StdError + Send + Sync>) -> Self {
        Self(error)
    }

    pub(super) fn as_error(&self) -> &(dyn StdError + 'static) {
        &*self.0
    }

    /// Replaces the error by its redacted text if the text of any error in its chain contains a secret. Otherwise the
    /// error is kept, so that it can be downcast.
    pub(super) fn redacted(self, redactor: &Redactor) -> Self {
        let links: Vec<Text> = links(self.as_error()).map(Text::of).collect();
        let clean: Vec<Text> = links.iter().map(|link| link.redacted(redactor)).collect();
        if clean == links {
            return self;
        }
        let chain = clean.into_iter().rfold(None, |source, text| Some(Box::new(Redacted { text, source })));
        chain.map_or(self, |first| Self(Arc::from(first as Box<dyn StdError + Send + Sync>)))
    }
}

/// An error and its sources.
pub(crate) fn links<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let source = |error: &&'a (dyn StdError + 'static)| {
        let error: &'a _ = *error;
        error.source()
    };
    std::iter::successors(Some(error), source).take(MAX_LINKS)
}

/// An error in each of its text forms.
#[derive(Clone, PartialEq)]
struct Text {
    display: String,
    debug: String,
    /// The alternate forms, which may show more. They are only compared.
    other: [String; 2],
}

impl Text {
    fn of(error: &(dyn StdError + 'static)) -> Self {
        Self {
            display: error.to_string(),
            debug: format!("{error:?}"),
            other: [format!("{error:#}"), format!("{error:#?}")],
        }
    }

    fn redacted(&self, redactor: &Redactor) -> Self {
        let mut text = self.clone();
        let Self { display, debug, other: [one, two] } = &mut text;
        for text in [display, debug, one, two] {
            *text = without_secrets_in_links(text);
            redactor.redact(text);
        }
        text
    }
}

/// An error in a chain whose text contained a secret.
struct Redacted {
    text: Text,
    source: Option<Box<Self>>,
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.display)
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.debug)
    }
}

impl StdError for Redacted {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer {
        /// Only `Debug` shows it.
        #[expect(dead_code, reason = "it is shown by `Debug`")]
        header: String,
        inner: std::io::Error,
    }

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("cannot send")
        }
    }

    impl StdError for Outer {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.inner)
        }
    }

    /// Its source is an error like itself.
    #[derive(Debug)]
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("again")
        }
    }

    impl StdError for Endless {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&Self)
        }
    }

    fn redacted(error: impl StdError + Send + Sync + 'static) -> Cause {
        let mut redactor = Redactor::default();
        redactor.add("hUsHsEcReTmArK");
        Cause::new(Arc::new(error)).redacted(&redactor)
    }

    fn outer(header: &str, inner: &str) -> Outer {
        Outer { header: header.to_owned(), inner: std::io::Error::other(inner.to_owned()) }
    }

    #[test]
    fn an_error_without_a_secret_keeps_its_type() {
        let cause = redacted(outer("Bearer", "reset"));
        let inner = cause.as_error().downcast_ref::<Outer>().and_then(StdError::source).unwrap();
        assert!(inner.is::<std::io::Error>());
    }

    #[test]
    fn any_form_of_any_link_that_shows_a_secret_is_redacted() {
        for error in [outer("Bearer hUsHsEcReTmArK", "reset"), outer("", "reset by hUsHsEcReTmArK")] {
            let cause = redacted(error);
            let shown: Vec<String> =
                links(cause.as_error()).map(|link| format!("{link} {link:?} {link:#?}")).collect();
            assert_eq!(shown.len(), 2, "{shown:?}");
            assert!(!shown.concat().contains("hUsHs") && shown.concat().contains("<hidden>"), "{shown:?}");
            assert!(shown[0].starts_with("cannot send"), "{shown:?}");
        }
    }

    #[test]
    fn a_token_in_a_link_is_a_secret_whoever_it_belongs_to() {
        let link = "http://x/a?access_token=another-one";
        let cause = Cause::new(Arc::new(outer("", link))).redacted(&Redactor::default());
        let shown: Vec<String> =
            links(cause.as_error()).map(|link| format!("{link} {link:?} {link:#?}")).collect();
        assert!(shown.concat().contains("http://x/a?") && !shown.concat().contains("another"), "{shown:?}");
    }

    #[test]
    fn an_endless_chain_ends() {
        assert!(redacted(Endless).as_error().is::<Endless>());
    }
}
