//! The words of webhooks for nodes, which the catalogue does not have.
//!
//! `permissions` is the word for what a person allows. The catalogue has no node of that kind.

/// The words for nodes.
const UPDATES: &[(&str, &str)] = &[
    // Webhooks: Reference. Webhooks for Instagram, WhatsApp Business Accounts and Ad Accounts.
    ("User", "user"),
    ("Page", "page"),
    ("Application", "application"),
    ("Group", "group"),
    ("IGUser", "instagram"),
    ("IGUserForIGOnlyAPI", "instagram"),
    ("WhatsAppBusinessAccount", "whatsapp_business_account"),
    ("AdAccount", "ad_account"),
];

/// The edge and the parameter that subscribe to changes of a node: the parameter's words are the names of the changes.
pub(crate) const SUBSCRIPTION: (&str, &str) = ("subscribed_apps", "subscribed_fields");

/// The word for a node in webhooks, if the platform sends some about it.
pub(crate) fn update_object(spec: &str) -> Option<&'static str> {
    UPDATES.iter().find(|(of, _)| *of == spec).map(|(_, word)| *word)
}
