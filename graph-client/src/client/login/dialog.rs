//! The URL of the login dialog.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use crate::{facts::PermissionSet, secrecy::UNRESERVED};

/// The URL of the login dialog. Created by [`App::dialog`](super::App::dialog).
#[derive(Clone)]
#[must_use]
pub struct Dialog {
    address: String,
    parts: Vec<(&'static str, String)>,
    scope: Vec<String>,
}

impl Dialog {
    pub(super) fn new(address: String) -> Self {
        Self { address, parts: Vec::new(), scope: Vec::new() }
    }

    /// Requests all permissions of a set.
    pub fn permissions<P: PermissionSet>(self) -> Self {
        self.scope(P::NAMES.iter().copied())
    }

    /// Requests permissions by name.
    pub fn scope(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        for name in names.into_iter().map(Into::into) {
            if !self.scope.contains(&name) {
                self.scope.push(name);
            }
        }
        self
    }

    /// Asks again for permissions that the person declined before, which the dialog otherwise skips.
    pub fn ask_again(self) -> Self {
        self.part("auth_type", "rerequest")
    }

    /// Sets any other parameter of the dialog, such as `display`.
    pub fn part(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parts.push((name, value.into()));
        self
    }

    /// Replaces the URL of the dialog. The default is the login dialog of the graph.
    pub fn at(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// The URL. It contains the state, but no secret of the app.
    pub fn url(&self) -> String {
        let mut url = self.address.clone();
        let scope = (!self.scope.is_empty()).then(|| ("scope", self.scope.join(",")));
        for (place, (name, value)) in self.parts.iter().cloned().chain(scope).enumerate() {
            let separator = if place > 0 || url.contains('?') { '&' } else { '?' };
            url += &format!("{separator}{name}={}", utf8_percent_encode(&value, UNRESERVED));
        }
        url
    }
}

impl fmt::Debug for Dialog {
    /// Omits the state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dialog")
            .field("address", &self.address)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
