//! Names of parameters and members that hold secrets. Nothing prints, logs or stores their values.

/// Credentials: whoever reads one can act as the person, the Page or the app.
const CREDENTIALS: [&str; 7] = [
    "access_token",
    "appsecret_proof",
    "appsecret_time",
    "client_secret",
    "fb_exchange_token",
    "input_token",
    "machine_id",
];

/// Values that are exchanged for a credential, or that prove where a request comes from.
const LOGIN: [&str; 4] = ["code", "signed_request", "hub.verify_token", "verify_token"];

/// Whether a parameter or member of this name is a credential. Case does not matter.
///
/// Such a parameter is dropped from the links of a page, and such a member is hidden in printed answers.
pub fn is_credential(name: &str) -> bool {
    contains(&CREDENTIALS, name)
}

/// Whether a parameter of this name may not be shown: a credential, or a value of a login or handshake.
///
/// Wider than [`is_credential`]: an answer has members called `code` that are not secret, such as an
/// error's; a request's parameter `code` is.
pub fn is_secret_parameter(name: &str) -> bool {
    is_credential(name) || contains(&LOGIN, name)
}

fn contains(names: &[&str], name: &str) -> bool {
    names.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_secret_parameters_in_any_case() {
        for name in CREDENTIALS {
            assert!(is_credential(name) && is_secret_parameter(name), "{name}");
            assert!(is_credential(&name.to_uppercase()), "{name}");
        }
    }

    #[test]
    fn values_of_a_login_are_secret_only_as_parameters() {
        for name in LOGIN {
            assert!(is_secret_parameter(name) && !is_credential(name), "{name}");
        }
        assert!(!is_secret_parameter("fields"));
    }
}
