//! The business use cases, each with rate limits of its own.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::value::{KnownEnum, hash_word, same_word, show_word};

/// A group of calls with a common purpose. The platform limits each use case separately, for each business, Page or
/// account.
///
/// The names are those in the header `X-Business-Use-Case-Usage`. The platform adds use cases over time, so match
/// [`Open`] with a `_` arm.
///
/// [`Open`]: crate::Open
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum UseCase {
    /// `ads_insights`: reports on ads. Error code 80000.
    AdsInsights,
    /// `ads_management`: campaigns, ad sets, ads and creatives. Error code 80004.
    AdsManagement,
    /// `custom_audience`: audiences and their members. Error code 80003.
    CustomAudience,
    /// `instagram`: Instagram accounts. Error code 80002.
    Instagram,
    /// `leadgen`: lead forms and leads, limited by the leads of the last 90 days. Error code 80005.
    LeadGen,
    /// `messenger`: conversations of Pages and Instagram accounts. Error code 80006.
    Messenger,
    /// `pages`: Pages, with the token of a Page or system user. Error code 80001.
    Pages,
    /// `whatsapp`: messages of WhatsApp.
    WhatsApp,
    /// `whatsapp_business_management`: WhatsApp business accounts, their numbers and templates. Error codes 80007 and
    /// 80008.
    WhatsAppBusinessManagement,
}

impl KnownEnum for UseCase {
    fn words() -> (&'static [&'static str], &'static [Self]) {
        (
            &[
                "ads_insights",
                "ads_management",
                "custom_audience",
                "instagram",
                "leadgen",
                "messenger",
                "pages",
                "whatsapp",
                "whatsapp_business_management",
            ],
            &[
                Self::AdsInsights,
                Self::AdsManagement,
                Self::CustomAudience,
                Self::Instagram,
                Self::LeadGen,
                Self::Messenger,
                Self::Pages,
                Self::WhatsApp,
                Self::WhatsAppBusinessManagement,
            ],
        )
    }
}

impl fmt::Debug for UseCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_word(*self, f)
    }
}

impl PartialEq for UseCase {
    fn eq(&self, other: &Self) -> bool {
        same_word(*self, *other)
    }
}

impl Eq for UseCase {}

impl Hash for UseCase {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_word(*self, state);
    }
}
