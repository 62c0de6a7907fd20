//! Packages that are written to be compiled and measured, below the target folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use super::usage::{Usage, usage};
use crate::ROOT;

/// A place for packages. All that have one place share what they depend on.
pub struct Scratch {
    folder: PathBuf,
}

/// A package that cargo builds by itself.
pub struct Package {
    /// Its folder.
    pub folder: PathBuf,
    source: String,
    target: PathBuf,
}

/// What takes longer, in seconds, is measured once: noise is small by it, and there is more to do.
const LONG: f64 = 8.0;
/// Seconds that are enough to tell, and how often at most something short is measured for that.
const ENOUGH: f64 = 4.0;
const OFTEN: usize = 9;

/// What cargo does with a package.
#[derive(Clone, Copy, Debug)]
pub enum Job {
    Check,
    Debug,
    Release,
}

impl Scratch {
    /// Below the target folder of the workspace.
    pub fn new() -> Result<Self, String> {
        let target = env::var_os("CARGO_TARGET_DIR").map_or(Path::new(ROOT).join("target"), PathBuf::from);
        let folder = target.join("bench");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { folder })
    }

    /// A file or folder in it.
    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Writes a package: what it depends on, as lines of TOML, and its one source file.
    pub fn package(&self, name: &str, dependencies: &str, source: &str) -> Result<Package, String> {
        let folder = self.at(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n[workspace]\n"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src/lib.rs"), source)?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            // The versions that the workspace has, so that both are built of the same.
            let from = Path::new(ROOT).join("Cargo.lock");
            fs::copy(&from, &lock).map_err(|error| format!("{}: {error}", lock.display()))?;
        }
        Ok(Package { folder, source: source.to_owned(), target: self.at("target") })
    }
}

impl Package {
    /// A folder of this workspace as a dependency.
    pub fn path(folder: &str) -> String {
        let root = Path::new(ROOT).canonicalize().unwrap_or_else(|_| ROOT.into());
        format!("{{ path = {:?} }}", root.join(folder))
    }

    /// What compiling the package alone takes, from nothing; the middle of at least so many times.
    pub fn cold(&self, job: Job, times: usize) -> Result<Usage, String> {
        let source = self.folder.join("src/lib.rs");
        write(&source, "")?;
        usage(&self.command(job, false))?;
        write(&source, &self.source)?;
        let name = self.folder.display().to_string();
        middle(&name, job, times, &self.command(job, false), || touch(&source))
    }

    /// What cargo takes to find that nothing has changed.
    pub fn no_op(&self, job: Job) -> Result<Usage, String> {
        usage(&self.command(job, false))
    }

    /// What compiling it again takes after an edit, with what rustc kept of the time before.
    pub fn edited(&self, job: Job, edit: impl FnOnce() -> Result<(), String>) -> Result<Usage, String> {
        usage(&self.command(job, true))?;
        edit()?;
        usage(&self.command(job, true))
    }

    /// What compiling everything takes, with nothing there.
    pub fn clean(&mut self, job: Job, target: PathBuf) -> Result<Usage, String> {
        if target.exists() {
            fs::remove_dir_all(&target).map_err(|error| format!("{}: {error}", target.display()))?;
        }
        self.target = target;
        usage(&self.command(job, false))
    }

    fn command(&self, job: Job, incremental: bool) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.folder).args(match job {
            Job::Check => &["check", "--quiet"][..],
            Job::Debug => &["build", "--quiet"],
            Job::Release => &["build", "--quiet", "--release"],
        });
        cargo
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        cargo
    }
}

/// Runs a command at least so many times, or once where it takes long, each after what makes that there is something
/// to do, and tells how it goes; gives the time in the middle.
pub fn middle(
    name: &str,
    job: Job,
    times: usize,
    command: &Command,
    before: impl Fn() -> Result<(), String>,
) -> Result<Usage, String> {
    let mut taken: Vec<Usage> = Vec::with_capacity(OFTEN);
    let mut total = 0.0;
    // What takes a moment is done more often: there the machine's noise is more of it.
    while taken.len() < times || (taken.len() < OFTEN && (total < ENOUGH || taken.len().is_multiple_of(2))) {
        before()?;
        let usage = usage(command)?;
        eprintln!("{name}, {job:?}: {:.2} s, {:.0} MB", usage.cpu, usage.memory / 1e6);
        taken.push(usage);
        total += usage.cpu;
        if usage.cpu > LONG {
            break;
        }
    }
    taken.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    taken.get(taken.len() / 2).copied().ok_or("measured no time at all".to_owned())
}

/// Makes a source file newer than what was built of it.
pub fn touch(path: &Path) -> Result<(), String> {
    let file = fs::File::options().write(true).open(path);
    let touched = file.and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file and the folders above it, unless it holds just that.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let wrong = |error| format!("{}: {error}", path.display());
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(path, text).map_err(wrong)
}
