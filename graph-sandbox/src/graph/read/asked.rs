//! What a call asks a computed list for: words, a range of days, and the fields of a row.

use graph_schema::model::{Connection, Type};
use serde_json::Value;

use crate::{
    graph::Visit,
    world::{moment, store::Edge, store::Item},
};

pub(super) const DAY: i64 = 86_400;

/// The parameters of a call for a computed list.
pub(super) struct Asked<'a>(pub(super) &'a [(String, String)]);

impl Asked<'_> {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|text| !text.is_empty())
    }

    /// The words of a parameter: a JSON list, or separated by commas.
    pub(super) fn words(&self, name: &str) -> Vec<String> {
        let text = self.text(name).unwrap_or_default();
        match serde_json::from_str::<Vec<String>>(text) {
            Ok(words) => words,
            Err(_) => {
                text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
            }
        }
    }

    /// A time, in seconds since 1970.
    pub(super) fn moment(&self, name: &str) -> Option<i64> {
        moment::parse(self.text(name)?)
    }

    /// The first and the last day that are asked for, each as its midnight.
    pub(super) fn days(&self, now: i64) -> Option<(i64, i64)> {
        if let (Some(since), Some(until)) = (self.moment("since"), self.moment("until")) {
            return Some((midnight(since), midnight(until)));
        }
        if let Some(range) = self.text("time_range").and_then(|text| serde_json::from_str::<Value>(text).ok())
        {
            return range_of(&range);
        }
        self.text("date_preset").map(|word| preset(word, now))
    }

    /// Several ranges, each for rows of its own.
    pub(super) fn ranges(&self) -> Vec<(i64, i64)> {
        let all = self.text("time_ranges").and_then(|text| serde_json::from_str::<Vec<Value>>(text).ok());
        all.unwrap_or_default().iter().filter_map(range_of).collect()
    }
}

fn range_of(range: &Value) -> Option<(i64, i64)> {
    let day = |name: &str| moment::parse(range.get(name)?.as_str()?).map(midnight);
    Some((day("since")?, day("until")?))
}

pub(super) fn midnight(time: i64) -> i64 {
    time.div_euclid(DAY) * DAY
}

/// The days of a word such as `last_7d`, which end yesterday.
fn preset(word: &str, now: i64) -> (i64, i64) {
    let today = midnight(now);
    let back = |days: i64| (today - days * DAY, today - DAY);
    let since = |date: String| moment::parse(&date).unwrap_or(today);
    let (year, month) = year_and_month(today);
    let first = |year: i64, month: i64| since(format!("{year:04}-{month:02}-01"));
    let before = |year: i64, month: i64, months: i64| {
        let all = year * 12 + (month - 1) - months;
        first(all.div_euclid(12), all.rem_euclid(12) + 1)
    };
    let quarter = (month - 1) / 3 * 3 + 1;
    // 1 January 1970 was a Thursday.
    let from_monday = (today / DAY + 3).rem_euclid(7) * DAY;
    let from_sunday = (today / DAY + 4).rem_euclid(7) * DAY;
    match word {
        "today" => (today, today),
        "yesterday" => back(1),
        "this_month" => (first(year, month), today),
        "last_month" => (before(year, month, 1), first(year, month) - DAY),
        "this_quarter" => (first(year, quarter), today),
        "last_quarter" => (before(year, quarter, 3), first(year, quarter) - DAY),
        "this_year" => (first(year, 1), today),
        "last_year" => (first(year - 1, 1), first(year, 1) - DAY),
        "this_week_mon_today" => (today - from_monday, today),
        "this_week_sun_today" => (today - from_sunday, today),
        "last_week_mon_sun" => (today - from_monday - 7 * DAY, today - from_monday - DAY),
        "last_week_sun_sat" => (today - from_sunday - 7 * DAY, today - from_sunday - DAY),
        "maximum" | "data_maximum" => (before(year, month, 37), today),
        word => {
            let days = word.strip_prefix("last_").and_then(|rest| rest.strip_suffix('d'));
            back(days.and_then(|days| days.parse().ok()).unwrap_or(30))
        }
    }
}

/// The year and the month of a time.
pub(super) fn year_and_month(time: i64) -> (i64, i64) {
    let date = moment::date(time);
    let mut parts = date.split('-').map(|part| part.parse().unwrap_or(1));
    (parts.next().unwrap_or(1970), parts.next().unwrap_or(1))
}

impl Visit<'_> {
    /// The items of a list that are computed from what the call asks; `None` for a list that is stored.
    pub(super) fn computed(
        &mut self,
        id: &str,
        connection: &Connection,
        params: &[(String, String)],
    ) -> Option<Vec<Edge>> {
        let Type::Node(item) = connection.item else { return None };
        let asked = Asked(params);
        let rows = self
            .measures(id, item, connection, &asked)
            .or_else(|| self.report(id, item, connection, &asked))?;
        let moment = asked.moment("until").unwrap_or_else(|| self.world.clock.unix());
        let edge = |(at, row): (usize, Value)| Edge {
            key: (1 << 20) - at as u64,
            moment,
            open: true,
            by_app: false,
            item: Item::Value(row),
        };
        Some(rows.into_iter().enumerate().map(edge).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_days_are_ranges() {
        let now = moment::parse("2026-03-04T15:00:00+0000").unwrap();
        let check = |word: &str, since: &str, until: &str| {
            let (from, to) = preset(word, now);
            assert_eq!(
                (moment::date(from), moment::date(to)),
                (since.to_owned(), until.to_owned()),
                "{word}"
            );
        };
        check("today", "2026-03-04", "2026-03-04");
        check("last_7d", "2026-02-25", "2026-03-03");
        check("last_week_mon_sun", "2026-02-23", "2026-03-01");
        check("this_week_sun_today", "2026-03-01", "2026-03-04");
        check("last_month", "2026-02-01", "2026-02-28");
        check("last_quarter", "2025-10-01", "2025-12-31");
        check("last_year", "2025-01-01", "2025-12-31");
    }
}
