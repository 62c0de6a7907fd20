//! `graph webhook replay`: recorded updates, signed anew and posted.

use std::{fs, io::Write};

use bytes::Bytes;
use graph_client::{
    transport::{Reqwest, Transport},
    webhooks::Webhooks,
};
use serde_json::{Value, json};

use super::{app_secret, arguments::ReplayOptions, unusable};
use crate::{
    call::Stop,
    status::{Status, complain},
};

pub async fn run(options: &ReplayOptions, out: &mut impl Write) -> Result<Status, Stop> {
    let shown = options.file.display();
    let text = fs::read_to_string(&options.file)
        .map_err(|error| unusable(&format!("cannot read {shown}: {error}")))?;
    let updates = updates(&text).map_err(|why| unusable(&format!("{shown}: {why}")))?;
    let webhooks = Webhooks::new(app_secret(options.secret.app_secret_file.as_deref())?, "");
    let transport = Reqwest::default();
    let mut failed = 0;
    for (at, body) in updates.iter().enumerate() {
        let request = http::Request::post(&options.to)
            .header("content-type", "application/json")
            .header("x-hub-signature-256", webhooks.sign(body.as_bytes()))
            .body(Bytes::from(body.clone()))
            .map_err(|_| unusable("--to is no address; write it such as http://127.0.0.1:9000/"))?;
        let line = match transport.send(request).await {
            Ok(answer) => {
                failed += usize::from(!answer.status().is_success());
                json!({ "update": at + 1, "status": answer.status().as_u16() })
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
        complain(&format!("{failed} of {} updates were not accepted", updates.len()));
        return Ok(Status::Wrong);
    }
    Ok(Status::Fine)
}

/// The bodies: a list or a line each, bare or as they were recorded.
fn updates(text: &str) -> Result<Vec<String>, String> {
    let body = |value: Value, as_it_is: Option<&str>| match value.get("body") {
        Some(Value::String(body)) => Ok(body.clone()),
        _ if value.get("object").is_some() => Ok(as_it_is.map_or_else(|| value.to_string(), str::to_owned)),
        _ => Err("this is no update: it has neither `object` nor `body`"),
    };
    if let Ok(whole) = serde_json::from_str::<Value>(text) {
        let list = match whole.get("data").and_then(Value::as_array) {
            Some(list) => list.clone(),
            None => match whole {
                Value::Array(list) => list,
                // One, as it is.
                one => return Ok(vec![body(one, Some(text.trim()))?]),
            },
        };
        return list.into_iter().map(|one| body(one, None).map_err(str::to_owned)).collect();
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))?;
            body(value, Some(line.trim())).map_err(|why| format!("line {}: {why}", at + 1))
        })
        .collect()
}
