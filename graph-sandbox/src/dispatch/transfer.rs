//! Files at URLs: downloads with the token, and resumable uploads of bytes.
//!
//! Uploads have two protocols. At `video-upload` and `ig-api-upload`, headers carry the offset and the size, and errors
//! have their own envelope, `debug_info`. At `upload:..`, a session of the Resumable Upload API, there is only an
//! offset.

use serde_json::{Map, Value, json};

use crate::{
    protocol::{Answer, Call, File, PREFIX, Refusal, Verb},
    world::{World, picture},
};

/// The hosts for bytes are paths here.
const PATHS: [&str; 2] = ["video-upload", "ig-api-upload"];

/// Where bytes go.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// The id of a node, such as a video.
    Node(String),
    /// The id of a session.
    Session(String),
}

/// What arrives at such a place.
pub(crate) struct Bytes<'a> {
    pub(crate) header: &'a dyn Fn(&str) -> Option<String>,
    pub(crate) bytes: &'a [u8],
    /// Whether the body has come to its end.
    pub(crate) is_whole: bool,
}

impl Place {
    /// The place that a call is for, if it is one for bytes.
    pub(crate) fn of(call: &Call) -> Option<Self> {
        let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [path, _version, id] if PATHS.contains(path) => Some(Self::Node((*id).to_owned())),
            [id] if id.starts_with("upload:") => Some(Self::Session((*id).to_owned())),
            _ => None,
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Node(id) | Self::Session(id) => id,
        }
    }

    fn refuse(&self, world: &mut World, status: u16, kind: &str, retriable: bool, message: String) -> Answer {
        match self {
            Self::Node(_) => {
                let info = json!({ "retriable": retriable, "type": kind, "message": message });
                Answer { status, ..Answer::ok(json!({ "debug_info": info })) }
            }
            Self::Session(_) => Refusal::new(100, message).status(status).answer(world.count()),
        }
    }

    /// How many bytes have arrived, or why the caller may not use the place.
    fn arrived(&self, world: &mut World, call: &Call) -> Result<usize, Answer> {
        world.expire_tokens();
        let is_known =
            matches!(world.tokens.caller(call.token.as_deref()), Ok(caller) if caller.kind.is_some());
        if !is_known {
            let message = "The access token is missing or invalid".to_owned();
            return Err(self.refuse(world, 401, "NotAuthorizedError", false, message));
        }
        match world.transfers.of(self.id()) {
            Some(transfer) if transfer.is_done => Ok(transfer.length),
            Some(transfer) => Ok(transfer.bytes.len()),
            None => {
                let message = format!("No upload has been started for {}", self.id());
                Err(self.refuse(world, 404, "ProcessingFailedError", false, message))
            }
        }
    }

    /// How many bytes have arrived.
    pub(super) fn offset(&self, world: &mut World, call: &Call) -> Answer {
        match (self.arrived(world, call), self) {
            (Ok(arrived), Self::Node(_)) => Answer::ok(json!({ "offset": arrived })),
            (Ok(arrived), Self::Session(id)) => Answer::ok(json!({ "id": id, "file_offset": arrived })),
            (Err(answer), _) => answer,
        }
    }

    /// Takes more bytes.
    pub(crate) fn take(&self, world: &mut World, call: &Call, sent: &Bytes<'_>) -> Answer {
        let arrived = match self.arrived(world, call) {
            Ok(arrived) => arrived,
            Err(answer) => return answer,
        };
        let number = |name: &str| (sent.header)(name).and_then(|text| text.trim().parse::<usize>().ok());
        if matches!(self, Self::Node(_)) && (sent.header)("file_url").is_some() {
            // A file from elsewhere is not fetched; a picture stands for it.
            return self.finish(world, picture(self.id(), 200, 200));
        }
        let (name, size) = match self {
            Self::Node(_) => ("offset", number("file_size")),
            Self::Session(_) => ("file_offset", None),
        };
        let wrong = match (number(name), size, self) {
            (None, ..) => Some(format!("The header {name} is missing or not a number")),
            (_, None, Self::Node(_)) => Some("The header file_size is missing or not a number".to_owned()),
            (Some(offset), ..) if offset != arrived => {
                Some(format!("The offset is {offset}, but {arrived} bytes have arrived"))
            }
            _ => None,
        };
        if let Some(message) = wrong {
            return self.refuse(world, 400, "OffsetInvalidError", true, message);
        }
        let kind = (sent.header)("content-type").unwrap_or_else(|| "application/octet-stream".to_owned());
        let file =
            |bytes: &[u8]| File { name: String::new(), content_type: kind.clone(), bytes: bytes.into() };
        let all = world.transfers.bytes().saturating_add(sent.bytes.len());
        if let Err(refusal) =
            world.uploads.check_room([file(&vec![0; all.min(world.uploads.limit + 1)])].iter())
        {
            let message = refusal.message().to_owned();
            return self.refuse(world, 400, "ProcessingFailedError", false, message);
        }
        let Some(transfer) = world.transfers.of(self.id()) else { return Answer::ok(Value::Null) };
        transfer.bytes.extend_from_slice(sent.bytes);
        let now = transfer.bytes.len();
        match size {
            Some(size) if now > size => {
                transfer.bytes.truncate(arrived);
                let message = format!("The file has {size} bytes, but {now} were sent");
                self.refuse(world, 400, "ProcessingFailedError", false, message)
            }
            Some(size) if now < size || !sent.is_whole => {
                let message = format!("{now} of {size} bytes have arrived");
                self.refuse(world, 400, "PartialRequestError", true, message)
            }
            None if !sent.is_whole => {
                let message = format!("The body ended early; {now} bytes have arrived");
                self.refuse(world, 400, "PartialRequestError", true, message)
            }
            _ => {
                let bytes = std::mem::take(&mut transfer.bytes);
                self.finish(world, file(&bytes))
            }
        }
    }

    fn finish(&self, world: &mut World, file: File) -> Answer {
        let length = file.bytes.len();
        let number = world.uploads.add(file);
        if let Some(transfer) = world.transfers.of(self.id()) {
            (transfer.is_done, transfer.length) = (true, length);
        }
        match self {
            Self::Node(id) => {
                attach(world, id, number);
                Answer::ok(json!({ "success": true }))
            }
            Self::Session(_) => Answer::ok(json!({ "h": format!("4::{number}") })),
        }
    }
}

/// The file becomes that of the node, whose job begins anew.
fn attach(world: &mut World, id: &str, number: u64) {
    world.turn_to_owner(id);
    let Some(kind) = world.store.node(id) else { return };
    let url = world.download_url(&number.to_string());
    let schema = world.schema.clone();
    let named = |name: &&str| schema[kind].field(name).is_some();
    if let Some(name) = ["source", "video_url", "media_url", "url"].iter().find(|name| named(name)) {
        world.store.change(id, Map::from_iter([((*name).to_owned(), url.into())]));
    }
    if schema[kind].job.is_some() {
        world.jobs.begin(id, world.clock.elapsed());
    }
}

/// A file, to callers with a token: `/_sandbox/downloads/5`, or that of a node, `/_sandbox/downloads/of/ID`.
pub(super) fn download(world: &mut World, call: &Call) -> Option<Result<Answer, Refusal>> {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    let [PREFIX, "downloads", rest @ ..] = segments.as_slice() else { return None };
    let missing = || Refusal::no_such_object(rest.last().copied().unwrap_or_default(), "get").status(404);
    world.expire_tokens();
    if let ["of", id] = rest {
        world.turn_to_owner(id);
    }
    Some(match (call.verb, rest) {
        _ if !matches!(world.tokens.caller(call.token.as_deref()), Ok(caller) if caller.kind.is_some()) => {
            Err(Refusal::new(190, "Loading a file requires a valid access token.").status(401))
        }
        (Verb::Get, ["of", id]) if world.store.node(id).is_some() => Ok(picture(id, 200, 200).answer()),
        (Verb::Get, [number]) => {
            let file = number.parse().ok().and_then(|number| world.uploads.get(number));
            file.map(File::answer).ok_or_else(missing)
        }
        _ => Err(missing()),
    })
}
