//! The words of webhooks, which the catalogue does not have.

/// The words for nodes.
const UPDATES: &[(&str, &str)] = &[
    // Webhooks: Reference. Webhooks for Instagram, WhatsApp Business Accounts and Ad Accounts.
    ("User", "user"),
    ("Page", "page"),
    ("Application", "application"),
    ("IGUser", "instagram"),
    ("IGUserForIGOnlyAPI", "instagram"),
    ("WhatsAppBusinessAccount", "whatsapp_business_account"),
    ("AdAccount", "ad_account"),
];

/// The word for a node in webhooks, if the platform sends some about it.
pub(crate) fn update_object(spec: &str) -> Option<&'static str> {
    UPDATES.iter().find(|(of, _)| *of == spec).map(|(_, word)| *word)
}
