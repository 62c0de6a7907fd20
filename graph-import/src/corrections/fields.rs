//! Fields that answers have and the catalogue does not.

/// How a field comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comes {
    /// If it is asked for.
    Asked,
    /// By itself, and it cannot be asked for.
    Unasked,
}

use Comes::{Asked, Unasked};

/// A field: spec, name, the type as the catalogue spells it, and how it comes.
type Row = (&'static str, &'static str, &'static str, Comes);

const FIELDS: &[Row] = &[
    // Instagram Platform: Reference, IG Container. A container is an `IGMedia` in the catalogue.
    ("IGMedia", "status_code", "string", Asked),
    ("IGMedia", "status", "string", Asked),
    // Marketing API: Insights, Breakdowns. A row has a column for each breakdown.
    ("AdsInsights", "ad_format_asset", "Object", Unasked),
    ("AdsInsights", "age", "string", Unasked),
    ("AdsInsights", "app_id", "string", Unasked),
    ("AdsInsights", "body_asset", "Object", Unasked),
    ("AdsInsights", "call_to_action_asset", "Object", Unasked),
    ("AdsInsights", "country", "string", Unasked),
    ("AdsInsights", "description_asset", "Object", Unasked),
    ("AdsInsights", "device_platform", "string", Unasked),
    ("AdsInsights", "dma", "string", Unasked),
    ("AdsInsights", "frequency_value", "string", Unasked),
    ("AdsInsights", "gender", "string", Unasked),
    ("AdsInsights", "hourly_stats_aggregated_by_advertiser_time_zone", "string", Unasked),
    ("AdsInsights", "hourly_stats_aggregated_by_audience_time_zone", "string", Unasked),
    ("AdsInsights", "image_asset", "Object", Unasked),
    ("AdsInsights", "impression_device", "string", Unasked),
    ("AdsInsights", "link_url_asset", "Object", Unasked),
    ("AdsInsights", "place_page_id", "string", Unasked),
    ("AdsInsights", "platform_position", "string", Unasked),
    ("AdsInsights", "product_id", "string", Unasked),
    ("AdsInsights", "publisher_platform", "string", Unasked),
    ("AdsInsights", "region", "string", Unasked),
    ("AdsInsights", "title_asset", "Object", Unasked),
    ("AdsInsights", "video_asset", "Object", Unasked),
];

/// The fields of a spec that the catalogue does not have: name, type, and how it comes.
pub(crate) fn missing_fields(spec: &str) -> impl Iterator<Item = (&'static str, &'static str, Comes)> {
    FIELDS.iter().filter(move |(of, ..)| *of == spec).map(|(_, name, ty, comes)| (*name, *ty, *comes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Comes, FIELDS, missing_fields};

    #[test]
    fn no_field_is_there_twice() {
        let names: BTreeSet<_> = FIELDS.iter().map(|(of, name, ..)| (of, name)).collect();
        assert_eq!(names.len(), FIELDS.len());
        assert!(missing_fields("IGMedia").all(|(.., comes)| comes == Comes::Asked));
        assert_eq!(missing_fields("Page").count(), 0);
    }
}
