//! Bodies: forms, JSON objects and multipart.

use serde_json::Value;

use super::{
    File, Refusal,
    pairs::{Files, Pairs, pairs},
};

/// The body of a POST as names and values; a file's value is its name.
pub(crate) fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<(Pairs, Files), Refusal> {
    let content_type = content_type.unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/json" => json(bytes)
            .map(|pairs| (pairs, Files::new()))
            .ok_or_else(|| Refusal::parameter("The body is no JSON object")),
        "multipart/form-data" => multipart(content_type, bytes)
            .ok_or_else(|| Refusal::parameter("The body is no multipart/form-data")),
        _ => Ok((pairs(bytes), Files::new())),
    }
}

fn json(bytes: &[u8]) -> Option<Pairs> {
    let Ok(Value::Object(object)) = serde_json::from_slice(bytes) else { return None };
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Some(object.into_iter().map(|(name, value)| (name, text(value))).collect())
}

fn multipart(content_type: &str, bytes: &[u8]) -> Option<(Pairs, Files)> {
    let boundary = attribute(content_type, "boundary")?;
    let open = format!("--{boundary}").into_bytes();
    let between = [b"\r\n".as_slice(), &open].concat();
    let mut rest = bytes.get(find(bytes, &open)? + open.len()..)?;
    let (mut pairs, mut files) = (Pairs::new(), Files::new());
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, &between)?;
        let (inside, after) = part.split_at(end);
        let head = find(inside, b"\r\n\r\n")?;
        let (head, content) =
            (String::from_utf8_lossy(inside.get(..head)?).into_owned(), inside.get(head + 4..)?);
        let header = |name: &str| {
            head.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let disposition = header("content-disposition")?;
        let name = attribute(disposition, "name")?;
        let value = match attribute(disposition, "filename") {
            Some(file) => {
                let content_type = header("content-type").unwrap_or("application/octet-stream").to_owned();
                let kept = File { name: file.clone(), content_type, bytes: content.into() };
                files.push((name.clone(), kept));
                file
            }
            None => String::from_utf8_lossy(content).into_owned(),
        };
        pairs.push((name, value));
        rest = after.get(between.len()..)?;
    }
    Some((pairs, files))
}

/// The value of `; name="value"`.
fn attribute(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|part| {
        let (key, value) = part.trim().split_once('=')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim_matches('"').to_owned())
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len().max(1)).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multipart_parts() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nhi\r\n--x\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\u{1}\u{2}\r\n--x--\r\n";
        let (pairs, files) = read(Some("multipart/form-data; boundary=x"), body.as_bytes()).unwrap();
        assert_eq!((files[0].0.as_str(), &*files[0].1.bytes), ("source", [1, 2].as_slice()));
        assert_eq!(files[0].1.content_type, "image/jpeg");
        assert_eq!(
            pairs,
            [("message".to_owned(), "hi".to_owned()), ("source".to_owned(), "a.jpg".to_owned())]
        );
        for wrong in ["", "--", "--x", "--x\r\n", "--x\r\n\r\n\r\n--x"] {
            let _ = read(Some("multipart/form-data; boundary=x"), wrong.as_bytes());
            let _ = read(Some("multipart/form-data"), wrong.as_bytes());
        }
    }

    #[test]
    fn json_members() {
        let (pairs, _) = read(Some("application/json"), br#"{"a":"x","b":[1],"c":true}"#).unwrap();
        assert_eq!(pairs.len(), 3);
        assert!(pairs.contains(&("b".to_owned(), "[1]".to_owned())));
        assert!(read(Some("application/json"), b"[").is_err());
    }
}
