//! Messages of WhatsApp as a user reads them with serde.

#![allow(missing_docs, reason = "the names are those of the platform")]

use serde::Deserialize;

/// The change of a delivery: what happened to a phone number.
#[derive(Deserialize)]
pub struct Change {
    pub messaging_product: String,
    pub metadata: Metadata,
    pub contacts: Vec<Contact>,
    pub messages: Vec<Message>,
}

#[derive(Deserialize)]
pub struct Metadata {
    pub display_phone_number: String,
    pub phone_number_id: String,
}

#[derive(Deserialize)]
pub struct Contact {
    pub profile: Profile,
    pub wa_id: Option<String>,
}

#[derive(Deserialize)]
pub struct Profile {
    pub name: Option<String>,
}

#[derive(Deserialize)]
pub struct Message {
    pub from: Option<String>,
    pub id: String,
    pub timestamp: String,
    #[serde(flatten)]
    pub content: Content,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Content {
    Text { text: Text },
    Image { image: Media },
    Audio { audio: Media },
    Location { location: Location },
    Reaction { reaction: Reaction },
    Button { button: Button },
    Interactive { interactive: Interactive },
}

#[derive(Deserialize)]
pub struct Text {
    pub body: String,
}

#[derive(Deserialize)]
pub struct Media {
    pub id: String,
    pub mime_type: Option<String>,
    pub sha256: Option<String>,
    pub caption: Option<String>,
    pub filename: Option<String>,
    pub voice: Option<bool>,
}

#[derive(Deserialize)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    pub name: Option<String>,
    pub address: Option<String>,
}

#[derive(Deserialize)]
pub struct Reaction {
    pub message_id: String,
    pub emoji: Option<String>,
}

#[derive(Deserialize)]
pub struct Button {
    pub payload: Option<String>,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Interactive {
    ListReply { list_reply: Chosen },
    ButtonReply { button_reply: Chosen },
}

#[derive(Deserialize)]
pub struct Chosen {
    pub id: String,
    pub title: Option<String>,
    pub description: Option<String>,
}
