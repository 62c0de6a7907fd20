//! The types of `tests/slices/whatsapp` as one writes them with serde.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub message_id: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<SentMessage>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipient {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wa_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentMessage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_status: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_url: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Image {
    #[serde(flatten)]
    pub media: Media,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Audio {
    #[serde(flatten)]
    pub media: Media,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Video {
    #[serde(flatten)]
    pub media: Media,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    #[serde(flatten)]
    pub media: Media,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sticker {
    #[serde(flatten)]
    pub media: Media,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<String>,
    pub name: ContactName,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContactName {
    pub formatted_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phone {
    pub phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wa_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reaction {
    pub message_id: String,
    pub emoji: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeaderMedia {
    #[serde(flatten)]
    pub media: Media,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Buttons {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    pub body: ButtonsBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<ButtonsFooter>,
    pub action: ButtonsAction,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ButtonsBody {
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ButtonsFooter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ButtonsAction {
    pub buttons: Vec<ReplyButton>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplyButton {
    pub r#type: String,
    pub reply: ReplyButtonReply,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplyButtonReply {
    pub id: String,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionList {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    pub body: OptionListBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<OptionListFooter>,
    pub action: OptionListAction,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionListBody {
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionListFooter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionListAction {
    pub button: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CtaUrl {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    pub body: CtaUrlBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<CtaUrlFooter>,
    pub action: CtaUrlAction,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CtaUrlBody {
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CtaUrlFooter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CtaUrlAction {
    pub name: String,
    pub parameters: CtaUrlActionParameters,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CtaUrlActionParameters {
    pub display_text: String,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Template {
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Vec<String>>,
    pub language: TemplateLanguage,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateLanguage {
    pub code: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeaderComponent {
    pub parameters: Vec<Parameter>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BodyComponent {
    pub parameters: Vec<Parameter>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UrlButton {
    pub index: i64,
    pub parameters: Vec<Parameter>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuickReplyButton {
    pub index: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    #[serde(flatten)]
    pub value: ParameterValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Currency {
    pub fallback_value: String,
    pub code: String,
    pub amount_1000: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FallbackTime {
    pub fallback_value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messaging_product: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<IncomingContact>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<IncomingMessage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<ChangeMetadata>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallsChange {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<CallUpdate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallUpdate {
    pub id: String,
    #[serde(flatten)]
    pub event: CallEvent,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallEnded {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncomingContact {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wa_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<IncomingContactProfile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncomingContactProfile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncomingMessage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
    #[serde(flatten)]
    pub content: Incoming,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncomingText {
    pub body: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncomingMedia {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncomingReaction {
    pub message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ButtonReply {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewUpdate {
    pub decision: ReviewDecision,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    pub id: String,
    pub status: StatusWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Message {
    #[serde(rename = "text")]
    Text { text: Text },
    #[serde(rename = "image")]
    Image { image: Image },
    #[serde(rename = "audio")]
    Audio { audio: Audio },
    #[serde(rename = "video")]
    Video { video: Video },
    #[serde(rename = "document")]
    Document { document: Document },
    #[serde(rename = "sticker")]
    Sticker { sticker: Sticker },
    #[serde(rename = "location")]
    Location { location: Location },
    #[serde(rename = "contacts")]
    Contacts { contacts: Vec<Contact> },
    #[serde(rename = "reaction")]
    Reaction { reaction: Reaction },
    #[serde(rename = "interactive")]
    Interactive { interactive: Interactive },
    #[serde(rename = "template")]
    Template { template: Template },
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Media {
    #[serde(rename = "id")]
    Id(String),
    #[serde(rename = "link")]
    Link(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Interactive {
    #[serde(rename = "button")]
    Button(Buttons),
    #[serde(rename = "list")]
    List(OptionList),
    #[serde(rename = "cta_url")]
    CtaUrl(CtaUrl),
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Header {
    #[serde(rename = "text")]
    Text { text: String },
    #[serde(rename = "image")]
    Image { image: HeaderMedia },
    #[serde(rename = "video")]
    Video { video: HeaderMedia },
    #[serde(rename = "document")]
    Document { document: HeaderMedia },
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Component {
    #[serde(rename = "header")]
    Header(HeaderComponent),
    #[serde(rename = "body")]
    Body(BodyComponent),
    #[serde(rename = "button")]
    Button(ButtonComponent),
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "sub_type")]
pub enum ButtonComponent {
    #[serde(rename = "url")]
    Url(UrlButton),
    #[serde(rename = "quick_reply")]
    QuickReply(QuickReplyButton),
    #[serde(rename = "catalog")]
    Catalog,
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum ParameterValue {
    #[serde(rename = "text")]
    Text { text: String },
    #[serde(rename = "currency")]
    Currency { currency: Currency },
    #[serde(rename = "date_time")]
    DateTime { date_time: FallbackTime },
    #[serde(rename = "image")]
    Image { image: Image },
    #[serde(rename = "video")]
    Video { video: Video },
    #[serde(rename = "document")]
    Document { document: Document },
    #[serde(rename = "payload")]
    Payload { payload: String },
    #[serde(rename = "coupon_code")]
    CouponCode { coupon_code: String },
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Incoming {
    #[serde(rename = "text")]
    Text { text: IncomingText },
    #[serde(rename = "image")]
    Image { image: IncomingMedia },
    #[serde(rename = "video")]
    Video { video: IncomingMedia },
    #[serde(rename = "audio")]
    Audio { audio: IncomingMedia },
    #[serde(rename = "document")]
    Document { document: IncomingMedia },
    #[serde(rename = "sticker")]
    Sticker { sticker: IncomingMedia },
    #[serde(rename = "location")]
    Location { location: Location },
    #[serde(rename = "reaction")]
    Reaction { reaction: IncomingReaction },
    #[serde(rename = "button")]
    Button { button: ButtonReply },
    #[serde(rename = "interactive")]
    Interactive { interactive: InteractiveReply },
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum CallEvent {
    #[serde(rename = "ringing")]
    Ringing,
    #[serde(rename = "terminate")]
    Terminate(CallEnded),
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum InteractiveReply {
    #[serde(rename = "button_reply")]
    ButtonReply { button_reply: Chosen },
    #[serde(rename = "list_reply")]
    ListReply { list_reply: Chosen },
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Copy, Eq, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecipientType {
    #[serde(rename = "individual")]
    Individual,
    #[serde(rename = "group")]
    Group,
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Copy, Eq, Debug, PartialEq, Serialize, Deserialize)]
pub enum StatusWord {
    #[serde(rename = "sent")]
    Sent,
    #[serde(rename = "delivered")]
    Delivered,
    #[serde(rename = "read")]
    Read,
    #[serde(rename = "played")]
    Played,
    #[serde(rename = "failed")]
    Failed,
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Copy, Eq, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReviewDecision {
    #[serde(rename = "APPROVED")]
    Approved,
    #[serde(rename = "REJECTED")]
    Rejected,
    #[serde(rename = "PENDING")]
    Pending,
    #[serde(rename = "DEFERRED")]
    Deferred,
    #[serde(other)]
    Unknown,
}
