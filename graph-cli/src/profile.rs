//! Profiles: named settings (server, API, secrets) from `config.toml` in the user's configuration directory.

use std::{
    collections::BTreeMap,
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde::Deserialize;

/// The profile of this process.
static PROFILE: OnceLock<Profile> = OnceLock::new();

/// Settings that apply unless an option says otherwise.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// The server to call.
    pub host: Option<String>,
    /// The current API.
    pub api: Option<String>,
    /// A manifest, or a folder with one.
    pub schema: Option<PathBuf>,
    /// The version for paths that do not name one.
    pub version: Option<String>,
    pub token_file: Option<PathBuf>,
    pub app_secret_file: Option<PathBuf>,
    pub app_id: Option<String>,
}

impl Profile {
    /// The first key whose value is empty.
    fn empty(&self) -> Option<&'static str> {
        let text = |value: &Option<String>| value.as_ref().is_some_and(|text| text.trim().is_empty());
        let path = |value: &Option<PathBuf>| value.as_ref().is_some_and(|path| path.as_os_str().is_empty());
        let keys = [
            ("host", text(&self.host)),
            ("api", text(&self.api)),
            ("schema", path(&self.schema)),
            ("version", text(&self.version)),
            ("token-file", path(&self.token_file)),
            ("app-secret-file", path(&self.app_secret_file)),
            ("app-id", text(&self.app_id)),
        ];
        keys.into_iter().find(|(_, is_empty)| *is_empty).map(|(key, _)| key)
    }
}

/// The file of profiles.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    /// The profile that is used if none is named.
    profile: Option<String>,
    #[serde(default)]
    profiles: BTreeMap<String, Profile>,
}

/// The profile of this process. If none was chosen, no key is set.
pub fn current() -> &'static Profile {
    PROFILE.get_or_init(Profile::default)
}

/// Variables that select the server and the token.
const ENVIRONMENT: [&str; 3] = ["GRAPH_HOST", "GRAPH_TOKEN", "GRAPH_TOKEN_FILE"];

/// Chooses the profile of this process: the given name, else the one of `GRAPH_PROFILE`, else the default of the file.
///
/// # Errors
///
/// If the file cannot be read, or has no such profile.
pub fn choose(name: Option<&str>) -> Result<(), String> {
    let variable = env::var_os("GRAPH_PROFILE").filter(|name| !name.is_empty());
    let name = match (name, variable) {
        (Some(name), _) => Some(name.to_owned()),
        (None, Some(name)) => Some(name.into_string().map_err(|_| "GRAPH_PROFILE is not valid UTF-8")?),
        (None, None) => None,
    };
    let Some(file) = default_file("config.toml") else {
        return match name {
            Some(name) => Err(format!("no profile `{name}`: there is no configuration directory")),
            None => Ok(()),
        };
    };
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return match name {
                Some(name) => Err(format!("no profile `{name}`: there is no {}", file.display())),
                None => Ok(()),
            };
        }
        Err(error) => return Err(format!("cannot read {}: {error}", file.display())),
    };
    let is_default = name.is_none();
    let profile = find(&text, name.as_deref(), &file)?;
    // Settings in the environment that belong together, such as the host and token of a sandbox, are not mixed with a
    // default.
    if is_default && ENVIRONMENT.iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Ok(());
    }
    // Set once, from the command line.
    let _ = PROFILE.set(profile);
    Ok(())
}

/// The path of a file in the user's configuration directory.
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

/// What is wrong with the file, and where. Lines of the file are not quoted, since they may contain a misplaced secret.
fn fault(error: &toml::de::Error, text: &str) -> String {
    let mut message = error.message().to_owned();
    if let Some((before, _)) = message.split_once("invalid type: string \"")
        && let Some((_, expected)) = message.rsplit_once("\", expected ")
    {
        message = format!("{before}invalid type: string, expected {expected}");
    }
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return message };
    let (line, column) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default());
    format!("line {line}, column {}: {message}", column.chars().count() + 1)
}

fn find(text: &str, name: Option<&str>, file: &Path) -> Result<Profile, String> {
    let shown = file.display();
    let mut config: Config =
        toml::from_str(text).map_err(|error| format!("{shown}: {}", fault(&error, text)))?;
    let Some(name) = name.or(config.profile.as_deref()) else { return Ok(Profile::default()) };
    let Some(mut profile) = config.profiles.remove(name) else {
        let known: Vec<&str> = config.profiles.keys().map(String::as_str).collect();
        let known =
            if known.is_empty() { "it has none".to_owned() } else { format!("it has {}", known.join(", ")) };
        return Err(format!("no profile `{name}` in {shown}: {known}"));
    };
    if let Some(key) = profile.empty() {
        return Err(format!(
            "{shown}: `{key}` of the profile `{name}` is empty: give it a value, or remove it"
        ));
    }
    if profile.api.is_some() && profile.schema.is_some() {
        return Err(format!("{shown}: the profile `{name}` has both `api` and `schema`: remove one"));
    }
    if let Some(api) = profile.api.as_deref().filter(|api| graph_schema::embedded(api).is_none()) {
        let known: Vec<&str> = graph_schema::shipped().collect();
        return Err(format!(
            "{shown}: the profile `{name}` has the unknown API `{api}`: expected one of {}",
            known.join(", ")
        ));
    }
    let is_version = |text: &str| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
            && !text.trim_matches('.').is_empty()
    };
    if let Some(version) = profile.version.as_deref().filter(|version| !is_version(version)) {
        return Err(format!(
            "{shown}: the profile `{name}` has the invalid version {version:?}: expected one such as v25.0"
        ));
    }
    // Paths are relative to the folder of the file.
    let folder = file.parent().unwrap_or(Path::new(""));
    for path in
        [&mut profile.schema, &mut profile.token_file, &mut profile.app_secret_file].into_iter().flatten()
    {
        *path = folder.join(&*path);
    }
    Ok(profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        profile = "local"

        [profiles.local]
        host = "http://127.0.0.1:8080"

        [profiles.shop]
        api = "pages"
        version = "v25.0"
        token-file = "shop.token"
        app-secret-file = "/run/secrets/app"
        app-id = "12"
    "#;

    fn found(text: &str, name: Option<&str>) -> Result<Profile, String> {
        find(text, name, Path::new("/home/me/.config/graph/config.toml"))
    }

    #[test]
    fn the_named_profile_comes_before_that_of_the_file() {
        let local = Profile { host: Some("http://127.0.0.1:8080".to_owned()), ..Profile::default() };
        assert_eq!(found(FILE, None), Ok(local));
        let shop = found(FILE, Some("shop")).unwrap();
        assert_eq!(
            (shop.host, shop.api.as_deref(), shop.version.as_deref()),
            (None, Some("pages"), Some("v25.0"))
        );
        assert_eq!(shop.token_file, Some(PathBuf::from("/home/me/.config/graph/shop.token")));
        assert_eq!(shop.app_secret_file, Some(PathBuf::from("/run/secrets/app")));
        assert_eq!(found("", None), Ok(Profile::default()));
        assert_eq!(found("[profiles.a]\nhost = \"https://a.example\"", None), Ok(Profile::default()));
    }

    /// A token in the wrong place is not repeated.
    #[test]
    fn values_are_not_shown() {
        for text in [
            "[profiles.a]\ntoken = \"EAASECRET\"",
            "[profiles.a]\napp-secret-file = EAASECRET",
            "[profiles]\na = \"EAA\\\", expected SECRET\"",
            "[profiles.a]\napp-id = [\"EAASECRET\"]",
        ] {
            let error = found(text, Some("a")).unwrap_err();
            assert!(error.contains("line 2, column "), "{error}");
            assert!(!error.contains("SECRET"), "{error}");
        }
    }

    #[test]
    fn mistakes_say_what_to_do() {
        for (text, name, words) in [
            (FILE, Some("home"), &["no profile `home` in ", "it has local, shop"][..]),
            ("", Some("home"), &["no profile `home`", "it has none"]),
            ("profile = \"gone\"", None, &["no profile `gone`"]),
            (
                "[profiles.a]\nhots = \"x\"",
                Some("a"),
                &["config.toml", "line 2", "unknown field `hots`", "`host`"],
            ),
            ("[profiles.a]\ntoken = \"EAA\"", Some("a"), &["unknown field `token`", "`token-file`"]),
            ("[profiles.a", Some("a"), &["line 1"]),
            ("[profiles.a]\napi = \"whatsap\"", Some("a"), &["unknown API `whatsap`", "whatsapp"]),
            ("[profiles.a]\napi = \"ads\"\nschema = \"x\"", Some("a"), &["both `api` and `schema`"]),
            ("[profiles.a]\nversion = \"v1/..\"", Some("a"), &["invalid version \"v1/..\""]),
            ("[profiles.a]\nhost = \"\"", Some("a"), &["`host` of the profile `a` is empty"]),
            ("[profiles.a]\ntoken-file = \"\"", Some("a"), &["`token-file` of the profile `a` is empty"]),
        ] {
            let error = found(text, name).unwrap_err();
            for word in words {
                assert!(error.contains(word), "{word}: {error}");
            }
        }
    }
}
