//! Generated packages for compile-time benchmarks, in the target folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use super::usage::{Usage, usage};
use crate::ROOT;

/// A folder for packages. They share their compiled dependencies.
pub struct Scratch {
    folder: PathBuf,
}

/// A package outside of the workspace.
pub struct Package {
    /// Its folder.
    pub folder: PathBuf,
    source: String,
    target: PathBuf,
}

/// Commands that take longer than this, in seconds, run once: their relative noise is small.
const LONG: f64 = 8.0;
/// Short commands run again until they took this many seconds in total, ...
const ENOUGH: f64 = 4.0;
/// ... but at most this many times.
const MAX_RUNS: usize = 9;

/// Two packages that are compared run in turn this many times.
const IN_TURN: usize = 15;

/// The cargo command to measure.
#[derive(Clone, Copy, Debug)]
pub enum Job {
    Check,
    Debug,
    Release,
    Doc,
}

impl Scratch {
    /// Creates the folder in the target folder of the workspace.
    pub fn new() -> Result<Self, String> {
        let target = env::var_os("CARGO_TARGET_DIR").map_or(Path::new(ROOT).join("target"), PathBuf::from);
        let folder = target.join("bench");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { folder })
    }

    /// A path in the folder.
    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Writes a package with these dependencies (lines of TOML) and one source file.
    pub fn package(&self, name: &str, dependencies: &str, source: &str) -> Result<Package, String> {
        let folder = self.at(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n[workspace]\n"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src/lib.rs"), source)?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            // Use the dependency versions of the workspace.
            let from = Path::new(ROOT).join("Cargo.lock");
            fs::copy(&from, &lock).map_err(|error| format!("{}: {error}", lock.display()))?;
        }
        Ok(Package { folder, source: source.to_owned(), target: self.at("target") })
    }
}

impl Package {
    /// A crate of this workspace as a dependency, in TOML.
    pub fn path(folder: &str) -> String {
        format!("{{ path = {:?} }}", Self::root().join(folder))
    }

    fn root() -> PathBuf {
        Path::new(ROOT).canonicalize().unwrap_or_else(|_| ROOT.into())
    }

    /// The same without its default features.
    pub fn path_without_features(folder: &str) -> String {
        format!("{{ path = {:?}, default-features = false }}", Self::root().join(folder))
    }

    /// Compiles only the package, without incremental state. The median of at least `times` runs.
    pub fn cold(&self, job: Job, times: usize) -> Result<Usage, String> {
        self.built_before(job)?;
        let name = self.folder.display().to_string();
        median(&name, &format!("{job:?}"), times, &self.command(job, false), || self.invalidated())
    }

    /// Compiles two packages in turn, so that what else the machine does costs both the same. The medians.
    pub fn in_turn(packages: [&Self; 2], job: Job) -> Result<[Usage; 2], String> {
        let mut runs = [Vec::new(), Vec::new()];
        for package in packages {
            package.built_before(job)?;
        }
        for _ in 0..IN_TURN {
            for (package, runs) in packages.iter().zip(&mut runs) {
                package.invalidated()?;
                let name = package.folder.display().to_string();
                runs.push(measured(&name, &format!("{job:?}"), &package.command(job, false))?);
            }
        }
        let [one, other] = runs;
        Ok([middle(one)?, middle(other)?])
    }

    /// Compiles the dependencies.
    fn built_before(&self, job: Job) -> Result<(), String> {
        write(&self.main(), "")?;
        usage(&self.command(job, false))?;
        write(&self.main(), &self.source)
    }

    fn invalidated(&self) -> Result<(), String> {
        touch(&self.main())
    }

    fn main(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }

    /// Runs cargo with nothing to do.
    pub fn no_op(&self, job: Job) -> Result<Usage, String> {
        usage(&self.command(job, false))
    }

    /// Compiles the package again after an edit, incrementally. The median of several edits.
    pub fn edited(
        &self,
        job: Job,
        times: usize,
        edit: impl Fn() -> Result<(), String>,
    ) -> Result<Usage, String> {
        let command = self.command(job, true);
        usage(&command)?;
        let name = self.folder.display().to_string();
        median(&name, &format!("{job:?} after an edit"), times, &command, edit)
    }

    /// Compiles the package with all dependencies in an empty target folder.
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
            Job::Doc => &["doc", "--quiet", "--no-deps"],
        });
        cargo
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        cargo
    }
}

/// Runs a command at least `times` times, or once if it takes long. `before` invalidates the last build. Prints each
/// run, and returns the median.
pub fn median(
    name: &str,
    what: &str,
    times: usize,
    command: &Command,
    before: impl Fn() -> Result<(), String>,
) -> Result<Usage, String> {
    let mut runs: Vec<Usage> = Vec::with_capacity(MAX_RUNS);
    let mut total = 0.0;
    // Short commands run more often, since their relative noise is larger.
    while runs.len() < times || (runs.len() < MAX_RUNS && (total < ENOUGH || runs.len().is_multiple_of(2))) {
        before()?;
        let usage = measured(name, what, command)?;
        runs.push(usage);
        total += usage.cpu;
        if usage.cpu > LONG {
            break;
        }
    }
    middle(runs)
}

fn measured(name: &str, what: &str, command: &Command) -> Result<Usage, String> {
    let usage = usage(command)?;
    eprintln!("{name}, {what}: {:.2} s, {:.0} MB", usage.cpu, usage.memory / 1e6);
    Ok(usage)
}

fn middle(mut runs: Vec<Usage>) -> Result<Usage, String> {
    runs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    runs.get(runs.len() / 2).copied().ok_or("no run was measured".to_owned())
}

/// Updates the modification time of a source file, so that cargo compiles it again.
pub fn touch(path: &Path) -> Result<(), String> {
    let file = fs::File::options().write(true).open(path);
    let touched = file.and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file and creates its parent folders. Does nothing if the content is the same.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let wrong = |error| format!("{}: {error}", path.display());
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(path, text).map_err(wrong)
}
