//! Access tokens and app secrets: from the environment, or from files that nobody else can read; never from
//! the command line, which other users of the machine see and shells remember.

use std::{
    env, fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
};

/// No token is longer.
const LONGEST: u64 = 64 * 1024;

/// Where secrets lie unless something else is said: in a folder of the user's settings.
pub fn default_file(name: &str) -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) {
        set("APPDATA")
    } else {
        set("XDG_CONFIG_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| set("HOME").map(|home| home.join(".config")))
    };
    folder.map(|folder| folder.join("graph").join(name))
}

/// A secret from a file named on the command line, from the environment, from the file that the environment
/// names, or from where such secrets lie; none where there is none.
pub fn find(file: Option<&Path>, variable: &str, name: &str) -> Result<Option<String>, String> {
    if let Some(file) = file {
        return read(file).map(Some);
    }
    if let Some(text) = env::var_os(variable) {
        let text = text.into_string().map_err(|_| format!("{variable} is not text"))?;
        if !text.trim().is_empty() {
            return Ok(Some(text.trim().to_owned()));
        }
    }
    if let Some(file) = file_of(variable) {
        return read(&file).map(Some).map_err(|error| format!("{variable}_FILE: {error}"));
    }
    match default_file(name) {
        Some(file) if file.exists() => read(&file).map(Some),
        _ => Ok(None),
    }
}

/// The file that the environment names for a secret.
pub fn file_of(variable: &str) -> Option<PathBuf> {
    env::var_os(format!("{variable}_FILE")).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The secret in a file that only its owner can read.
pub fn read(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let unreadable = |error: io::Error| format!("cannot read {shown}: {error}");
    let file = fs::File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(format!("{shown} is no file"));
    }
    only_own(&about, path)?;
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).map_err(unreadable)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{shown} is empty"));
    }
    Ok(text.to_owned())
}

#[cfg(unix)]
fn only_own(about: &fs::Metadata, path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;

    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let shown = path.display();
    Err(format!(
        "{shown} holds a secret, and others can reach it (its mode is {mode:o}); run `chmod 600 '{shown}'`"
    ))
}

#[cfg(not(unix))]
fn only_own(_: &fs::Metadata, _: &Path) -> Result<(), String> {
    Ok(())
}

/// Writes a secret to a file that only its owner can read. Whoever reads it meanwhile gets the old one or the
/// new one, whole.
pub fn write(path: &Path, secret: &str) -> Result<(), String> {
    let failed = |error: io::Error| format!("cannot write {}: {error}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    own_folder(folder).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.{}", process::id()));
    // Left by a process of the same number that was killed.
    let _ = fs::remove_file(&new);
    let written = own_file(&new).and_then(|mut file| {
        file.write_all(secret.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&new, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        failed(error)
    })
}

/// A new file, which nobody else can read at any time.
fn own_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A folder, which nobody else can look into if it is new.
fn own_folder(path: &Path) -> io::Result<()> {
    folder(path, true)
}

/// A new folder, which nobody else can look into; an error where there is one.
pub fn new_folder(path: &Path) -> io::Result<()> {
    folder(path, false)
}

fn folder(path: &Path, may_be_there: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(may_be_there);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
