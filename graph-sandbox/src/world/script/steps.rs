//! The script of a person.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A scripted person who writes to your bot step by step, and waits for an answer after each step. The script starts
/// when an app subscribes to the messages.
///
/// ```
/// use graph_sandbox::{Person, Sandbox};
///
/// let ada = Person::whatsapp("4915700000001").named("Ada").says("Do you have tea?").taps("Green").says("Thanks");
/// let sandbox = Sandbox::builder().api("whatsapp").person(ada).start()?;
/// assert!(sandbox.conversation().is_empty());
/// # Ok::<(), graph_sandbox::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a person does nothing until given to `Builder::person`"]
pub struct Person {
    pub(super) app: App,
    pub(super) id: String,
    pub(super) name: String,
    /// The steps, each with whether the person waits for an answer.
    pub(super) steps: Vec<(Step, bool)>,
}

/// Where the person writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum App {
    WhatsApp,
    Messenger,
}

impl App {
    /// The word of the object in deliveries.
    pub(super) fn object(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp_business_account",
            Self::Messenger => "page",
        }
    }

    /// The field that has to be subscribed.
    pub(super) fn field(self) -> &'static str {
        "messages"
    }

    /// The content of a text.
    pub(super) fn text(self, text: &str) -> Map<String, Value> {
        let content = match self {
            Self::WhatsApp => json!({ "type": "text", "text": { "body": text } }),
            Self::Messenger => json!({ "message": { "text": text } }),
        };
        content.as_object().cloned().unwrap_or_default()
    }
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// Writes a text.
    Says(String),
    /// Taps a button, a row or a quick reply of the last message.
    Taps(String),
    /// Sends anything, by its members.
    Sends(Map<String, Value>),
}

impl Person {
    /// A person on WhatsApp, by phone number.
    pub fn whatsapp(number: impl Into<String>) -> Self {
        Self::new(App::WhatsApp, number.into())
    }

    /// A person on Messenger, by page-scoped id (PSID).
    pub fn messenger(psid: impl Into<String>) -> Self {
        Self::new(App::Messenger, psid.into())
    }

    fn new(app: App, id: String) -> Self {
        Self { app, name: format!("Person {id}"), id, steps: Vec::new() }
    }

    /// Sets the name of the profile.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The person writes a text.
    pub fn says(self, text: impl Into<String>) -> Self {
        self.does(Step::Says(text.into()))
    }

    /// The person taps the button, list row or quick reply with this label in the last message. If there is none, the
    /// script ends with an error that lists the available labels.
    pub fn taps(self, label: impl Into<String>) -> Self {
        self.does(Step::Taps(label.into()))
    }

    /// The person sends a message of any kind, given as a JSON object: on WhatsApp with its `type` and content, on
    /// Messenger with the member for the event, such as `postback`. Any other JSON value is sent as an empty object.
    pub fn sends(self, members: Value) -> Self {
        self.does(Step::Sends(members.as_object().cloned().unwrap_or_default()))
    }

    /// Does not wait for an answer to the last step.
    pub fn without_answer(mut self) -> Self {
        if let Some((_, is_answered)) = self.steps.last_mut() {
            *is_answered = false;
        }
        self
    }

    fn does(mut self, step: Step) -> Self {
        self.steps.push((step, true));
        self
    }

    /// Reads people from JSON: `{"people": [{"whatsapp": "4915700000001", "name": "Ada", "steps": ["Hello", {"tap":
    /// "Green"}, {"send": {..}, "answered": false}]}]}`.
    pub(crate) fn read(text: &str) -> Result<Vec<Self>, String> {
        let file: PeopleFile = serde_json::from_str(text).map_err(|error| error.to_string())?;
        file.people.into_iter().map(PersonRow::person).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    people: Vec<PersonRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    whatsapp: Option<String>,
    messenger: Option<String>,
    name: Option<String>,
    steps: Vec<StepRow>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StepRow {
    Text(String),
    Full(FullStep),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullStep {
    say: Option<String>,
    tap: Option<String>,
    send: Option<Map<String, Value>>,
    answered: Option<bool>,
}

impl PersonRow {
    fn person(self) -> Result<Person, String> {
        let person = match (self.whatsapp, self.messenger) {
            (Some(number), None) => Person::whatsapp(number),
            (None, Some(psid)) => Person::messenger(psid),
            _ => {
                return Err(
                    "a person has either `whatsapp`, a phone number, or `messenger`, an id".to_owned()
                );
            }
        };
        let person = self.name.into_iter().fold(person, Person::named);
        self.steps.into_iter().try_fold(person, |person, step| match step {
            StepRow::Text(text) => Ok(person.says(text)),
            StepRow::Full(FullStep { say, tap, send, answered }) => {
                let step = match (say, tap, send) {
                    (Some(text), None, None) => Step::Says(text),
                    (None, Some(label), None) => Step::Taps(label),
                    (None, None, Some(members)) => Step::Sends(members),
                    _ => return Err("a step is a text, or has one of `say`, `tap` and `send`".to_owned()),
                };
                let person = person.does(step);
                Ok(if answered == Some(false) { person.without_answer() } else { person })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_what_the_builder_has() {
        let text = r#"{"people":[
            {"whatsapp":"491","name":"Ada","steps":["Hi",{"tap":"Green"},{"send":{"type":"sticker"},"answered":false}]},
            {"messenger":"2540","steps":[{"say":"Hi"}]}]}"#;
        let ada = Person::whatsapp("491").named("Ada").says("Hi").taps("Green");
        let ada = ada.sends(json!({ "type": "sticker" })).without_answer();
        assert_eq!(Person::read(text), Ok(vec![ada, Person::messenger("2540").says("Hi")]));
    }

    #[test]
    fn mistakes_in_a_file_are_named() {
        for (text, words) in [
            ("[]", "expected struct PeopleFile"),
            (r#"{"people":[{"steps":[]}]}"#, "either `whatsapp`"),
            (r#"{"people":[{"whatsapp":"1","messenger":"2","steps":[]}]}"#, "either `whatsapp`"),
            (r#"{"people":[{"whatsapp":"1","steps":[{"say":"a","tap":"b"}]}]}"#, "one of `say`"),
            (r#"{"people":[{"whatsapp":"1","says":[]}]}"#, "unknown field `says`"),
        ] {
            let error = Person::read(text).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
