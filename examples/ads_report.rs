//! Prints last week's ads by age as CSV, from a report that the platform computes.
//!
//! ```sh
//! cargo run --example ads_report
//! ```
//!
//! By default, it runs against a sandbox. With `GRAPH_TOKEN` and `AD_ACCOUNT`, such as `act_123`, it reports on your own
//! account, and changes nothing there. With `--write`, it writes the file `report.csv` instead of printing.

use std::{env, fs};

use graph_platform::{
    Client, Fields, Graph, UserToken,
    ads::{self, Breakdown, DatePreset, InsightLevel, ad_account, ad_report_run},
};
use graph_sandbox::Sandbox;

type Error = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Clone, Fields)]
#[graph(node = ad_report_run)]
struct Run {
    id: ad_report_run::Id,
}

/// A CSV value, quoted if necessary.
fn cell(text: &str) -> String {
    match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// Creates the report, waits until the platform has computed it, and reads its rows.
async fn report(client: &Client<UserToken>, account: &str) -> Result<String, Error> {
    let ask = ad_account::id(account).insights().create_report();
    let ask = ask
        .fields(["ad_name", "spend", "impressions", "clicks"])
        .level(InsightLevel::Ad)
        .breakdowns([Breakdown::Age])
        .date_preset(DatePreset::LastWeekMonSun);
    let run = client.send(ask).await?.report_run_id;
    let progress = |state: &graph_platform::JobState| eprintln!("{}%", state.percent.unwrap_or(0.0));
    let run = client.wait_for::<Run>(ad_report_run::id(run)).on_progress(progress).await?;
    let mut rows = client.items(ad_report_run::id(run.id).insights());
    let mut csv = String::from("week,ad,age,spend,impressions,clicks\n");
    while let Some(row) = rows.try_next().await? {
        csv += &format!(
            "{},{},{},{},{},{}\n",
            row.date_start.map(|day| day.to_string()).unwrap_or_default(),
            cell(row.ad_name.as_deref().unwrap_or_default()),
            row.age.unwrap_or_default(),
            row.spend.map(|spend| spend.to_string()).unwrap_or_default(),
            row.impressions.unwrap_or(0),
            row.clicks.unwrap_or(0),
        );
    }
    Ok(csv)
}

async fn scripted() -> Result<String, Error> {
    let account = r#"{ "nodes": [{ "id": "act_123", "node": "AdAccount" }] }"#;
    let sandbox = Sandbox::builder().api("ads").data(account).start()?;
    let graph = Graph::builder().api(ads::api()).host(sandbox.url()).build();
    report(&graph.with(UserToken::new(sandbox.user_token())), "act_123").await
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let csv = match env::var("GRAPH_TOKEN") {
        Ok(token) => {
            let client = Graph::builder().api(ads::api()).build().with(UserToken::new(token));
            report(&client, &env::var("AD_ACCOUNT")?).await?
        }
        Err(_) => scripted().await?,
    };
    if env::args().any(|arg| arg == "--write") {
        fs::write("report.csv", csv)?;
    } else {
        print!("{csv}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn the_report_has_rows() {
        let csv = super::scripted().await.unwrap();
        let mut lines = csv.lines();
        assert_eq!(lines.next(), Some("week,ad,age,spend,impressions,clicks"));
        let rows: Vec<_> = lines.collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.starts_with("20")), "{csv}");
    }

    #[test]
    fn names_with_commas_are_quoted() {
        assert_eq!(super::cell("Rye, \"fresh\""), "\"Rye, \"\"fresh\"\"\"");
    }
}
