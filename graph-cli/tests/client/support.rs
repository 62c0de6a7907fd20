//! A sandbox, and commands that call it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use graph_sandbox::Sandbox;
use serde_json::Value;

/// The result of a command.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Expects success.
    #[track_caller]
    pub fn fine(self) -> Self {
        assert_eq!(self.status, 0, "{self:?}");
        self
    }

    /// Expects this exit code and these texts on standard error.
    #[track_caller]
    pub fn fails(self, status: i32, words: &[&str]) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "{word}: {self:?}");
        }
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Parses one JSON value per line.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    }
}

/// A sandbox, a working folder, and the token that no output may contain.
pub struct Stage {
    pub sandbox: Sandbox,
    pub folder: PathBuf,
    pub token: String,
}

impl Stage {
    pub fn new(name: &str) -> Self {
        Self::of(name, Sandbox::builder().people(60))
    }

    pub fn of(name: &str, builder: graph_sandbox::Builder) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("client").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let sandbox = builder.start().unwrap();
        let token = sandbox.user_token();
        Self { sandbox, folder, token }
    }

    /// The command for this sandbox with its user token, in an empty environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_graph"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", &self.folder)
            .env("GRAPH_HOST", self.sandbox.url())
            .env("GRAPH_TOKEN", &self.token)
            .current_dir(&self.folder);
        command
    }

    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.ran(&mut self.command(arguments))
    }

    /// Runs a command. Fails if its output contains a secret.
    #[track_caller]
    pub fn ran(&self, command: &mut Command) -> Ran {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let out = String::from_utf8(stdout).unwrap();
        let err = String::from_utf8(stderr).unwrap();
        self.hidden(&[&out, &err]);
        Ran { status: status.code().unwrap(), out, err }
    }

    #[track_caller]
    pub fn hidden(&self, texts: &[&str]) {
        for text in texts {
            let shown = text.contains(&self.token) || text.contains(self.sandbox.app_secret());
            assert!(!shown, "the output contains a secret: {text}");
        }
    }

    /// Writes a file that only its owner can read.
    pub fn secret(&self, name: &str, text: &str) -> PathBuf {
        let path = self.file(name, text);
        mode(&path, 0o600);
        path
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

#[cfg(unix)]
pub fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub fn mode(_: &Path, _: u32) {}

/// A command that is killed at the end of the test.
pub struct Running {
    pub child: Child,
    pub out: BufReader<ChildStdout>,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Its next line.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.out.read_line(&mut line).unwrap() > 0, "the command ended");
        line
    }

    /// Its first line with this word.
    pub fn line_with(&mut self, word: &str) -> String {
        loop {
            let line = self.line();
            if line.contains(word) {
                return line;
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
