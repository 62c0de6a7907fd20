//! Links in responses, which embed credentials.

use graph_wire::secret::is_credential;

use super::encoding::decoded;

/// Removes credential parameters from a link.
pub(crate) fn without_secrets(link: String) -> String {
    let Some((address, query)) = link.split_once('?') else { return link };
    let keep = |pair: &&str| !is_credential(&decoded(pair.split('=').next().unwrap_or("")));
    let kept: Vec<&str> = query.split('&').filter(keep).collect();
    if kept.len() == query.split('&').count() { link } else { format!("{address}?{}", kept.join("&")) }
}
