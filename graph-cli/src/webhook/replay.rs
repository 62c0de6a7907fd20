//! `graph webhook replay`: signs recorded updates and posts them.

use std::{fs, io::Write};

use bytes::Bytes;
use graph_client::{
    transport::{Reqwest, Transport},
    webhooks::Webhooks,
};
use serde_json::{Value, json};

use super::{app_secret, arguments::ReplayOptions, cannot_run};
use crate::{output::report_error, run::Exit, status::Status};

pub async fn run(options: &ReplayOptions, out: &mut impl Write) -> Result<Status, Exit> {
    let shown = options.file.display();
    let text = fs::read_to_string(&options.file)
        .map_err(|error| cannot_run(&format!("cannot read {shown}: {error}")))?;
    let updates = updates(&text).map_err(|reason| cannot_run(&format!("{shown}: {reason}")))?;
    let webhooks = Webhooks::new(app_secret(options.secret.app_secret_file.as_deref())?, "");
    let transport = Reqwest::default();
    let mut failed = 0;
    for (at, body) in updates.iter().enumerate() {
        let request = http::Request::post(&options.to)
            .header("content-type", "application/json")
            .header("x-hub-signature-256", webhooks.sign(body.as_bytes()))
            .body(Bytes::from(body.clone()))
            .map_err(|_| cannot_run("invalid --to: expected a URL such as http://127.0.0.1:9000/"))?;
        let line = match transport.send(request).await {
            Ok(response) => {
                failed += usize::from(!response.status().is_success());
                json!({ "update": at + 1, "status": response.status().as_u16() })
            }
            Err(error) => {
                failed += 1;
                json!({ "update": at + 1, "error": error.to_string() })
            }
        };
        writeln!(out, "{line}")?;
        out.flush()?;
    }
    if failed > 0 {
        report_error(&format!("{failed} of {} updates were not accepted", updates.len()));
        return Ok(Status::Failure);
    }
    Ok(Status::Success)
}

/// The bodies of the updates in a file: one update, a list, or one per line; recorded or bare.
fn updates(text: &str) -> Result<Vec<String>, String> {
    let body = |value: Value, original: Option<&str>| match value.get("body") {
        Some(Value::String(body)) => Ok(body.clone()),
        _ if value.get("object").is_some() => Ok(original.map_or_else(|| value.to_string(), str::to_owned)),
        _ => Err("invalid update: neither `object` nor `body`"),
    };
    if let Ok(whole) = serde_json::from_str::<Value>(text) {
        let list = match whole.get("data").and_then(Value::as_array) {
            Some(list) => list.clone(),
            None => match whole {
                Value::Array(list) => list,
                update => return Ok(vec![body(update, Some(text.trim()))?]),
            },
        };
        return list.into_iter().map(|update| body(update, None).map_err(str::to_owned)).collect();
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))?;
            body(value, Some(line.trim())).map_err(|reason| format!("line {}: {reason}", at + 1))
        })
        .collect()
}
