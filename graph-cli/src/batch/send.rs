//! Sends batches, and prints the responses.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use graph_client::{Error, Method};
use serde_json::{Value, json};

use super::item::Item;
use crate::{
    output::{note, report_server_error},
    run::Exit,
    session::{Client, Connection},
    status::Status,
};

/// How often a batch is sent. The server skips calls that it has no time for; those are sent again.
const MAX_ROUNDS: usize = 4;

/// The outcome of a call.
enum Outcome {
    Answer {
        code: i64,
        body: Value,
    },
    /// Not run, since the named call failed.
    Skipped(String),
    /// Not run in any round.
    NotRun,
}

/// Sends all batches, and prints each response as soon as the earlier ones are printed.
pub async fn send_all(
    connection: &Connection,
    items: &[Item],
    batches: Vec<Vec<usize>>,
    out: &mut impl Write,
) -> Result<Status, Exit> {
    let client = connection.client();
    let mut outcomes: Vec<Option<Outcome>> = items.iter().map(|_| None).collect();
    let (mut printed, mut failed) = (0, 0);
    for batch in batches {
        let sent = send(connection, &client, items, &batch, &mut outcomes).await;
        print(connection, items, &mut outcomes, &mut printed, &mut failed, out)?;
        out.flush()?;
        if let Err(error) = sent {
            let status = report_server_error(&error, &connection.redactor, &[]);
            note(&format!("{} of {} calls have no response", items.len() - printed, items.len()));
            return Ok(status);
        }
    }
    if failed > 0 {
        note(&format!("{failed} of {} calls failed", items.len()));
        return Ok(Status::Failure);
    }
    Ok(Status::Success)
}

/// Sends one batch, then again the calls that the server did not run.
async fn send(
    connection: &Connection,
    client: &Client,
    items: &[Item],
    batch: &[usize],
    outcomes: &mut [Option<Outcome>],
) -> Result<(), Error> {
    let mut pending: Vec<usize> = batch.to_vec();
    for _ in 0..MAX_ROUNDS {
        let calls: Vec<Value> = pending.iter().filter_map(|at| items.get(*at)).map(Item::to_json).collect();
        let call = client.raw(Method::POST, "/").of(connection.plain_api());
        let call = call.param("batch", Value::Array(calls)).param("include_headers", "false");
        let Value::Array(answers) = call.await? else { break };
        let mut answers = answers.into_iter();
        for at in &pending {
            let answer = answers.next().filter(|answer| !answer.is_null());
            if let (Some(answer), Some(outcome)) = (answer, outcomes.get_mut(*at)) {
                *outcome = Some(outcome_of(&answer));
            }
        }
        for at in &pending {
            let failed = failed_dependency(items, *at, outcomes);
            if let (Some(name), Some(outcome)) = (failed, outcomes.get_mut(*at)) {
                *outcome = Some(Outcome::Skipped(name));
            }
        }
        pending.retain(|at| outcomes.get(*at).is_none_or(Option::is_none));
        let names: HashSet<&str> = pending.iter().filter_map(|at| items.get(*at)?.name.as_deref()).collect();
        // A call can only refer to calls of the same request. A call that needs an earlier response cannot be sent
        // again.
        let can_resend = |at: &usize| {
            items
                .get(*at)
                .is_some_and(|item| item.dependencies().iter().all(|name| names.contains(name.as_str())))
        };
        if pending.is_empty() || !pending.iter().all(can_resend) {
            break;
        }
    }
    for at in pending {
        if let Some(outcome) = outcomes.get_mut(at) {
            *outcome = Some(Outcome::NotRun);
        }
    }
    Ok(())
}

/// The failed call that a call without a response depends on.
fn failed_dependency(items: &[Item], at: usize, outcomes: &[Option<Outcome>]) -> Option<String> {
    if outcomes.get(at).is_none_or(Option::is_some) {
        return None;
    }
    items.get(at)?.dependencies().into_iter().find(|name| {
        let at = items.iter().position(|item| item.name.as_ref() == Some(name));
        match at.and_then(|at| outcomes.get(at)) {
            Some(Some(Outcome::Answer { code, body })) => is_failure(*code, body),
            Some(Some(Outcome::Skipped(_))) => true,
            _ => false,
        }
    })
}

fn is_failure(code: i64, body: &Value) -> bool {
    code >= 400 || body.get("error").is_some_and(|error| error.is_object() || error.is_string())
}

fn outcome_of(answer: &Value) -> Outcome {
    let code = answer.get("code").and_then(Value::as_i64).unwrap_or_default();
    let body = match answer.get("body") {
        Some(Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
        }
        Some(body) => body.clone(),
        None => Value::Null,
    };
    Outcome::Answer { code, body }
}

/// Prints the outcomes that follow the printed ones without a gap.
fn print(
    connection: &Connection,
    items: &[Item],
    outcomes: &mut [Option<Outcome>],
    printed: &mut usize,
    failed: &mut usize,
    out: &mut impl Write,
) -> io::Result<()> {
    while let (Some(item), Some(outcome)) =
        (items.get(*printed), outcomes.get_mut(*printed).and_then(Option::take))
    {
        *printed += 1;
        let mut line = json!({ "call": *printed });
        if let Some(name) = &item.name {
            line["name"] = Value::String(name.clone());
        }
        match outcome {
            Outcome::Answer { code, mut body } => {
                *failed += usize::from(is_failure(code, &body));
                let _ = connection.redactor.redact_json(&mut body);
                line["code"] = json!(code);
                line["body"] = body;
            }
            Outcome::Skipped(name) => {
                *failed += 1;
                line["not_run"] = Value::String(format!("depends on `{name}`, which failed"));
            }
            Outcome::NotRun => {
                *failed += 1;
                line["not_run"] = Value::String("skipped by the server".to_owned());
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
