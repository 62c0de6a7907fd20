//! Access tokens and app secrets: from the environment, or from files that only their owner can read. Never
//! from the command line, which other users can see and shells save in their history.

use std::{
    env, fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
};

use crate::profile::{self, default_file};

/// How much of a secret file is read.
const MAX_BYTES: u64 = 64 * 1024;

/// Finds a secret: in the file given as an option or by the profile, in the environment variable, in the file named by
/// `VARIABLE_FILE`, or in the default file. `None` if there is none of these.
pub fn find(file: Option<&Path>, variable: &str, name: &str) -> Result<Option<String>, String> {
    if let Some(file) = file {
        return read(file).map(Some);
    }
    if let Some(text) = env::var_os(variable) {
        let text = text.into_string().map_err(|_| format!("{variable} is not valid UTF-8"))?;
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

/// The access token, if one is configured.
pub fn token(file: Option<&Path>) -> Result<Option<String>, String> {
    find(file.or(profile::current().token_file.as_deref()), "GRAPH_TOKEN", "token")
}

/// The app secret, if one is configured.
pub fn app_secret(file: Option<&Path>) -> Result<Option<String>, String> {
    find(file.or(profile::current().app_secret_file.as_deref()), "GRAPH_APP_SECRET", "app-secret")
}

/// The app secret of a command that needs one.
pub fn required_app_secret(file: Option<&Path>) -> Result<String, String> {
    app_secret(file)?.ok_or_else(|| {
        "no app secret; write it to a file of mode 600 and use --app-secret-file, or set GRAPH_APP_SECRET"
            .to_owned()
    })
}

/// The file named by the environment variable `VARIABLE_FILE`.
pub fn file_of(variable: &str) -> Option<PathBuf> {
    env::var_os(format!("{variable}_FILE")).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Reads a secret from a file. Rejects a file that other users can read.
pub fn read(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let unreadable = |error: io::Error| format!("cannot read {shown}: {error}");
    let file = fs::File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(format!("{shown} is not a regular file"));
    }
    check_mode(&about, path)?;
    let mut text = String::new();
    file.take(MAX_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{shown} is empty"));
    }
    Ok(text.to_owned())
}

#[cfg(unix)]
fn check_mode(about: &fs::Metadata, path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;

    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let shown = path.display();
    Err(format!(
        "{shown} contains a secret, but other users can access it (mode {mode:o}); run `chmod 600 '{shown}'`"
    ))
}

#[cfg(not(unix))]
fn check_mode(_: &fs::Metadata, _: &Path) -> Result<(), String> {
    Ok(())
}

/// Writes a secret to a file that only its owner can read. The file is replaced atomically.
pub fn write(path: &Path, secret: &str) -> Result<(), String> {
    let failed = |error: io::Error| format!("cannot write {}: {error}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    create_folder(folder, true).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.{}", process::id()));
    // Left behind by a killed process with the same id.
    let _ = fs::remove_file(&new);
    let written = create_file(&new).and_then(|mut file| {
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

/// Creates a file with mode 600.
fn create_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Creates a folder with mode 700. Fails if the path exists.
pub fn new_folder(path: &Path) -> io::Result<()> {
    create_folder(path, false)
}

fn create_folder(path: &Path, may_exist: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(may_exist);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
