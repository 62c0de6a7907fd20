//! Credentials of a running sandbox as files, so that other commands can use them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

use super::started::{Started, Tokens};
use crate::session::secret;

/// A temporary folder with the tokens and the app secret. It is deleted when the sandbox stops.
pub struct Files(PathBuf);

impl Files {
    /// `None` if the files cannot be written. The sandbox works without them.
    pub fn write(started: &Started) -> Option<Self> {
        let port = started.url.rsplit(':').next()?;
        let folder = env::temp_dir().join(format!("graph-sandbox-{port}-{}", process::id()));
        secret::new_folder(&folder).ok()?;
        let files = Self(folder);
        let Tokens { user, page, .. } = &started.tokens;
        for (name, text) in [("token", user), ("page-token", page), ("app-secret", &started.app_secret)] {
            if !text.is_empty() {
                secret::write(&files.path(name), text).ok()?;
            }
        }
        Some(files)
    }

    /// The path of a file, quoted for a shell.
    pub fn quoted(&self, name: &str) -> String {
        quote(&self.path(name))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // If this fails, the files stay behind; the tokens in them are invalid by then.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn quote(path: &Path) -> String {
    let text = path.display().to_string();
    shlex::try_quote(&text).map(Into::into).unwrap_or(text)
}
