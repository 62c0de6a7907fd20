//! A package outside of the workspace that depends on the client, like a user's package.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;

use crate::support::{folder, project};

/// Packages share one target folder, so that the client is compiled once. Only one is compiled at a time.
static ONE: Mutex<()> = Mutex::new(());

pub struct Package {
    pub folder: PathBuf,
    _one: MutexGuard<'static, ()>,
}

impl Package {
    /// A library with these files.
    pub fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = folder(&format!("downstream-{name}"), files);
        let client = project("graph-client").canonicalize().unwrap();
        let manifest = format!(
            "[package]\nname = \"downstream-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ngraph-client = {{ path = {client:?}, default-features = false, features = [\"webhooks\"] }}\n\n\
             [workspace]\n\n[profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        // Without the lock file, cargo would need the network.
        fs::copy(project("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self { folder, _one: one }
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).unwrap();
    }

    /// The compiler errors by file.
    pub fn check(&self) -> BTreeMap<String, Vec<String>> {
        let mut files = BTreeMap::<String, Vec<String>>::new();
        for Problem { file, text, .. } in self.problems() {
            files.entry(file).or_default().push(text);
        }
        files
    }

    /// The compiler errors.
    pub fn problems(&self) -> Vec<Problem> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream-target");
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--message-format=json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let mut problems = Vec::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let message = &message["message"];
            // The summary at the end has no span.
            if message["level"] != "error" || message["spans"].as_array().is_none_or(Vec::is_empty) {
                continue;
            }
            let text = message["rendered"].as_str().unwrap_or_default().to_owned();
            let code = message["code"]["code"].as_str().unwrap_or_default().to_owned();
            let spans = message["spans"].as_array().unwrap();
            let file =
                spans.iter().find_map(own_file).unwrap_or_else(|| panic!("no span in the package: {text}"));
            problems.push(Problem { file, code, text });
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), problems.is_empty(), "{stderr}");
        problems
    }
}

/// An error of the compiler.
pub struct Problem {
    pub file: String,
    /// Such as `E0599`.
    pub code: String,
    pub text: String,
}

/// The file of the package that a span comes from, through macro expansions.
fn own_file(span: &Value) -> Option<String> {
    let name = span["file_name"].as_str()?;
    if name.starts_with("src/") && name != "src/lib.rs" {
        return Some(name.to_owned());
    }
    let from = span["expansion"].get("span").and_then(own_file);
    from.or_else(|| (name == "src/lib.rs").then(|| name.to_owned()))
}
