//! Scripted people: what they say, and what was said to them.

mod heard;
mod steps;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde_json::{Map, Value, json};

use super::{Happened, World, seed::Random};

pub(crate) use heard::Heard;
pub use steps::Person;
use steps::{App, Step};

/// A message of a [conversation](crate::Sandbox::conversation). `Display` shows it on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The id of the person.
    pub person: String,
    /// Whether the person wrote it; otherwise the app did.
    pub from_person: bool,
    /// The text, or for other kinds of message, the kind and its visible content.
    pub text: String,
    /// The labels of its buttons, list rows and quick replies.
    pub choices: Vec<String>,
}

impl fmt::Display for Line {
    /// One line: who wrote it, the text, and what can be tapped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.from_person { "person" } else { "app" };
        write!(f, "{who:>6}: {}", self.text.replace(['\r', '\n'], " "))?;
        match self.choices.is_empty() {
            true => Ok(()),
            false => write!(f, " [{}]", self.choices.join("] [")),
        }
    }
}

/// The scripted people, and what was said.
#[derive(Debug, Default)]
pub(crate) struct Chat {
    people: Vec<Actor>,
    lines: Vec<Line>,
    /// The last message to each person, whose choices can be tapped.
    last: BTreeMap<String, Heard>,
    /// When each person last wrote on WhatsApp, in seconds since 1970.
    wrote: BTreeMap<String, i64>,
    /// The comments that were answered privately.
    pub(crate) replied: BTreeSet<String>,
    said: u64,
    /// Why a script cannot continue.
    problem: Option<String>,
}

/// The phone number of the business, as events show it.
pub(crate) const OWN_NUMBER: &str = "15550001065";

/// How many messages are kept.
const MOST_LINES: usize = 10_000;

/// A person, and the place in the script.
#[derive(Debug)]
struct Actor {
    person: Person,
    next: usize,
    /// Whether an answer is waited for.
    waits: bool,
}

/// The state of the scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// All people have said everything, and received the answers that they waited for.
    Everything,
    /// Someone is not done; says what is missing.
    Not(String),
    /// A script cannot continue.
    Stuck(String),
}

impl Chat {
    pub(crate) fn new(people: Vec<Person>) -> Self {
        let actor = |person| Actor { person, next: 0, waits: false };
        Self { people: people.into_iter().map(actor).collect(), ..Self::default() }
    }

    /// The messages that were exchanged, oldest first.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Whether everything was said.
    pub(crate) fn state(&self) -> Said {
        if let Some(problem) = &self.problem {
            return Said::Stuck(problem.clone());
        }
        let open = self.people.iter().find(|actor| actor.waits || actor.next < actor.person.steps.len());
        match open {
            None => Said::Everything,
            Some(actor) if actor.next == 0 => Said::Not(format!(
                "{} has not said anything: nothing is subscribed to `{}` of `{}`",
                actor.person.id,
                actor.person.app.field(),
                actor.person.app.object()
            )),
            Some(actor) => {
                Said::Not(format!("{} waits for an answer to message {}", actor.person.id, actor.next))
            }
        }
    }

    /// When a person last wrote on WhatsApp.
    pub(crate) fn wrote(&self, person: &str) -> Option<i64> {
        self.wrote.get(person).copied()
    }

    /// A person wrote on WhatsApp.
    pub(crate) fn write(&mut self, person: &str, time: i64) {
        self.wrote.insert(person.to_owned(), time);
    }

    fn add(&mut self, line: Line) {
        if self.lines.len() >= MOST_LINES {
            self.lines.remove(0);
        }
        self.lines.push(line);
    }
}

impl World {
    /// Starts the scripts of the people who write to an object, since an app subscribed to it.
    pub(crate) fn begin_scripts(&mut self, object: &str) {
        for at in 0..self.chat.people.len() {
            let begins = self
                .chat
                .people
                .get(at)
                .is_some_and(|actor| actor.next == 0 && actor.person.app.object() == object);
            let subscribed = self.chat.people.get(at).map(|actor| actor.person.app.field());
            let is_subscribed = self.subscriptions.all().iter().any(|one| {
                one.object == object
                    && subscribed.is_some_and(|field| one.fields.iter().any(|known| known == field))
            });
            if begins && is_subscribed {
                self.go_on(at);
            }
        }
    }

    /// Continues the script of a person, to whom an app sent a message.
    pub(crate) fn hear(&mut self, person: &str, heard: Heard) {
        let (text, choices) = (heard.text.clone(), heard.labels());
        self.chat.add(Line { person: person.to_owned(), from_person: false, text, choices });
        self.chat.last.insert(person.to_owned(), heard);
        let at = self.chat.people.iter().position(|actor| actor.person.id == person && actor.waits);
        if let Some(at) = at {
            if let Some(actor) = self.chat.people.get_mut(at) {
                actor.waits = false;
            }
            self.go_on(at);
        }
    }

    /// Says the next steps of a person, up to one that is answered.
    fn go_on(&mut self, at: usize) {
        loop {
            let Some(actor) = self.chat.people.get_mut(at) else { return };
            let Some((step, is_answered)) = actor.person.steps.get(actor.next).cloned() else { return };
            actor.next += 1;
            actor.waits = is_answered;
            let (id, name, app) = (actor.person.id.clone(), actor.person.name.clone(), actor.person.app);
            match self.say(&id, &name, app, &step) {
                Ok(()) if is_answered => return,
                Ok(()) => {}
                Err(problem) => {
                    self.chat.problem.get_or_insert(format!("{id}: {problem}"));
                    return;
                }
            }
        }
    }

    fn say(&mut self, id: &str, name: &str, app: App, step: &Step) -> Result<(), String> {
        self.chat.said += 1;
        let number = self.chat.said.to_string();
        let mut random = Random::of(self.seed(), &["script", id, &number]);
        let time = self.clock.unix();
        let message = match app {
            App::WhatsApp => format!("wamid.{:016X}{:016X}", random.next(), random.next()),
            App::Messenger => format!("m_{:016x}{:016x}", random.next(), random.next()),
        };
        let last = self.chat.last.get(id);
        let (content, text) = match (step, last) {
            (Step::Says(text), _) => (app.text(text), text.clone()),
            (Step::Sends(members), _) => (members.clone(), Value::Object(members.clone()).to_string()),
            (Step::Taps(label), Some(last)) => {
                let mut content = last.tapped(label)?;
                if app == App::WhatsApp {
                    content.insert("context".to_owned(), json!({ "from": OWN_NUMBER, "id": last.id }));
                }
                (content, label.clone())
            }
            (Step::Taps(label), None) => {
                return Err(format!("there is no message with `{label}` to tap yet"));
            }
        };
        let event = match app {
            App::WhatsApp => {
                self.chat.write(id, time);
                self.whatsapp_event(id, name, &message, time, content)
            }
            App::Messenger => self.messenger_event(id, &message, time, content),
        };
        self.chat.add(Line { person: id.to_owned(), from_person: true, text, choices: Vec::new() });
        self.happened.push(event);
        Ok(())
    }

    fn whatsapp_event(
        &self,
        id: &str,
        name: &str,
        message: &str,
        time: i64,
        content: Map<String, Value>,
    ) -> Happened {
        let mut body = Map::new();
        body.insert("from".to_owned(), id.into());
        body.insert("id".to_owned(), message.into());
        body.insert("timestamp".to_owned(), time.to_string().into());
        body.extend(content);
        let value = json!({
            "messaging_product": "whatsapp",
            "metadata": self.whatsapp_metadata(&self.cast.phone_number),
            "contacts": [{ "profile": { "name": name }, "wa_id": id }],
            "messages": [body],
        });
        Happened {
            object: App::WhatsApp.object(),
            subscribed: "messages",
            field: "messages",
            id: None,
            value,
        }
    }

    /// What events of a phone number say about it.
    pub(crate) fn whatsapp_metadata(&self, number: &str) -> Value {
        json!({ "display_phone_number": OWN_NUMBER, "phone_number_id": number })
    }

    fn messenger_event(
        &self,
        id: &str,
        message: &str,
        time: i64,
        mut content: Map<String, Value>,
    ) -> Happened {
        // The id of the message stands in whatever the person did.
        for name in ["message", "postback"] {
            if let Some(Value::Object(content)) = content.get_mut(name) {
                content.entry("mid").or_insert_with(|| message.into());
            }
        }
        let mut value = json!({
            "sender": { "id": id },
            "recipient": { "id": self.cast.page },
            "timestamp": time.saturating_mul(1000),
        });
        if let Value::Object(value) = &mut value {
            value.extend(content);
        }
        let id = Some(self.cast.page.clone());
        Happened { object: App::Messenger.object(), subscribed: "messages", field: "messaging", id, value }
    }
}
