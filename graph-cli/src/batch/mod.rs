//! `graph batch`: many calls in few, their answers one a line in the order of the calls.

mod pack;
mod read;

use std::{
    collections::HashSet,
    io::{self, Write},
};

use graph_client::Method;
use serde_json::{Value, json};

use self::read::Item;
use crate::{
    call::{
        self, Stop,
        arguments::BatchOptions,
        connect::{Client, Connection},
        hide::tame,
        trouble,
    },
    status::{Status, complain},
};

/// What was not run in time is sent again so often.
const ROUNDS: usize = 4;

pub fn run(options: &BatchOptions, out: &mut impl Write) -> io::Result<Status> {
    call::block_on(async {
        let unusable = |why: String| {
            complain(&tame(&why));
            Status::Unusable
        };
        let items = read::file(&options.file).map_err(unusable)?;
        let mut connection = options.connect.open(true)?;
        let mut is_wrong = false;
        for (at, item) in items.iter().enumerate() {
            let refused = item.refuse().into_iter();
            let problems = if options.no_check { Vec::new() } else { item.check(&connection.schema) };
            for problem in refused.chain(problems) {
                let place = connection.hide.text(&item.relative_url);
                let _ = unusable(format!("call {}: {problem}\n  in {} {place}", at + 1, item.method));
                is_wrong = true;
            }
            // Tokens of their own.
            let texts = [item.relative_url.clone(), item.form().unwrap_or_default()];
            for text in
                texts.iter().map(|text| text.split_once('?').map_or(text.as_str(), |(_, query)| query))
            {
                for (name, value) in form_urlencoded::parse(text.as_bytes()) {
                    if call::hide::SECRETS.contains(&&*name) {
                        connection.hide.add(&value);
                    }
                }
            }
        }
        if is_wrong {
            let _ = writeln!(io::stderr(), "note: nothing was sent");
            return Err(Status::Unusable.into());
        }
        let batches = pack::batches(&items).map_err(unusable)?;
        send(&connection, &items, batches, out).await
    })
}

/// What came of a call.
enum Came {
    Answer {
        code: i64,
        body: Value,
    },
    /// One that it needs failed.
    Skipped(String),
    NotRun,
}

async fn send(
    connection: &Connection,
    items: &[Item],
    batches: Vec<Vec<usize>>,
    out: &mut impl Write,
) -> Result<Status, Stop> {
    let client = connection.client();
    let mut came: Vec<Option<Came>> = items.iter().map(|_| None).collect();
    let (mut printed, mut failed) = (0, 0);
    for batch in batches {
        if let Err(error) = one(connection, &client, items, &batch, &mut came).await {
            print(connection, items, &mut came, &mut printed, &mut failed, out)?;
            out.flush()?;
            trouble::server(&error, &connection.hide, &[]);
            let left = items.len() - printed;
            let _ = writeln!(io::stderr(), "note: {left} of {} calls have no answer", items.len());
            return Ok(trouble::status(&error));
        }
        print(connection, items, &mut came, &mut printed, &mut failed, out)?;
        out.flush()?;
    }
    if failed > 0 {
        let _ = writeln!(io::stderr(), "note: {failed} of {} calls failed", items.len());
        return Ok(Status::Wrong);
    }
    Ok(Status::Fine)
}

/// Sends one batch, and again what was not run.
async fn one(
    connection: &Connection,
    client: &Client,
    items: &[Item],
    batch: &[usize],
    came: &mut [Option<Came>],
) -> Result<(), graph_client::Error> {
    let mut left: Vec<usize> = batch.to_vec();
    for _ in 0..ROUNDS {
        let calls: Vec<Value> = left.iter().filter_map(|at| items.get(*at)).map(Item::wire).collect();
        let api = connection.api(&graph_schema::call::unchecked(&connection.schema, "", &[]));
        let call = client.raw(Method::POST, "/").of(api);
        let call = call.param("batch", Value::Array(calls)).param("include_headers", "false");
        let Value::Array(answers) = call.await? else { break };
        let mut answers = answers.into_iter();
        for at in &left {
            let answer = answers.next().filter(|answer| !answer.is_null());
            if let (Some(answer), Some(place)) = (answer, came.get_mut(*at)) {
                *place = Some(read(&answer));
            }
        }
        for at in &left {
            let skipped = skipped(items, *at, came);
            if let (Some(name), Some(place)) = (skipped, came.get_mut(*at)) {
                *place = Some(Came::Skipped(name));
            }
        }
        left.retain(|at| came.get(*at).is_none_or(Option::is_none));
        let names: HashSet<&str> = left.iter().filter_map(|at| items.get(*at)?.name.as_deref()).collect();
        // Answers of calls that are over cannot be referred to any more.
        let again = |at: &usize| {
            items.get(*at).is_some_and(|item| item.needs().iter().all(|name| names.contains(name.as_str())))
        };
        if left.is_empty() || !left.iter().all(again) {
            break;
        }
    }
    for at in left {
        if let Some(place) = came.get_mut(at) {
            *place = Some(Came::NotRun);
        }
    }
    Ok(())
}

/// The call that a call without an answer needs and that failed.
fn skipped(items: &[Item], at: usize, came: &[Option<Came>]) -> Option<String> {
    if came.get(at).is_none_or(Option::is_some) {
        return None;
    }
    items.get(at)?.needs().into_iter().find(|name| {
        let place = items.iter().position(|item| item.name.as_ref() == Some(name));
        match place.and_then(|place| came.get(place)) {
            Some(Some(Came::Answer { code, body })) => is_failure(*code, body),
            Some(Some(Came::Skipped(_))) => true,
            _ => false,
        }
    })
}

fn is_failure(code: i64, body: &Value) -> bool {
    code >= 400 || body.get("error").is_some_and(|error| error.is_object() || error.is_string())
}

fn read(answer: &Value) -> Came {
    let code = answer.get("code").and_then(Value::as_i64).unwrap_or_default();
    let body = match answer.get("body") {
        Some(Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
        }
        Some(body) => body.clone(),
        None => Value::Null,
    };
    Came::Answer { code, body }
}

/// Prints what is known from the first call on that was not printed.
fn print(
    connection: &Connection,
    items: &[Item],
    came: &mut [Option<Came>],
    printed: &mut usize,
    failed: &mut usize,
    out: &mut impl Write,
) -> io::Result<()> {
    while let (Some(item), Some(came)) = (items.get(*printed), came.get_mut(*printed).and_then(Option::take))
    {
        *printed += 1;
        let mut line = json!({ "call": *printed });
        if let Some(name) = &item.name {
            line["name"] = Value::String(name.clone());
        }
        match came {
            Came::Answer { code, mut body } => {
                *failed += usize::from(is_failure(code, &body));
                let _ = connection.hide.json(&mut body);
                line["code"] = json!(code);
                line["body"] = body;
            }
            Came::Skipped(name) => {
                *failed += 1;
                line["not_run"] = Value::String(format!("`{name}`, which it needs, failed"));
            }
            Came::NotRun => {
                *failed += 1;
                line["not_run"] = Value::String("the server had no time for it".to_owned());
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
