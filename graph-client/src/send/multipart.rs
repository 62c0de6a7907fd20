//! Forms with files: `multipart/form-data`.

use std::borrow::Cow;

use bytes::Bytes;

use super::upload::Part;
use crate::value::File;

/// The content type and the parts of a form with files.
pub(crate) fn form<'a>(
    fields: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> + Clone,
    files: &[(Cow<'static, str>, File)],
    random: impl FnOnce() -> u64,
) -> (String, Vec<Part>) {
    let boundary = boundary(fields.clone(), files, random);
    let (mut parts, mut text) = (Vec::new(), String::new());
    for (name, value) in fields {
        text += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{value}\r\n",
            quoted(&name)
        );
    }
    for (name, file) in files {
        text += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
            quoted(name),
            quoted(file.name()),
            file.kind().replace(['\r', '\n'], ""),
        );
        parts.push(Part::Bytes(std::mem::take(&mut text).into()));
        parts.push(Part::File(file.clone()));
        text += "\r\n";
    }
    text += &format!("--{boundary}--\r\n");
    parts.push(Part::Bytes(text.into()));
    (format!("multipart/form-data; boundary={boundary}"), parts)
}

/// Concatenates the parts. Streamed files are omitted.
pub(crate) fn concat(parts: &[Part]) -> Bytes {
    let mut body = Vec::new();
    for part in parts {
        match part {
            Part::Bytes(bytes) => body.extend_from_slice(bytes),
            Part::File(file) | Part::Rest(file, _) => {
                body.extend_from_slice(file.bytes().map(|bytes| &bytes[..]).unwrap_or_default())
            }
        }
    }
    body.into()
}

/// Escapes a name as browsers do: a quote or a line break would end the header.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A boundary that occurs in none of the parts. The same form always has the same boundary, unless it has
/// streamed files.
fn boundary<'a>(
    fields: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> + Clone,
    files: &[(Cow<'static, str>, File)],
    random: impl FnOnce() -> u64,
) -> String {
    // A streamed file cannot be searched, so use a boundary that cannot be guessed.
    if files.iter().any(|(_, file)| file.bytes().is_none()) {
        return format!("graph-client-part-{:016x}", random());
    }
    let occurs = |line: &str| {
        let bytes = |file: &File| file.bytes().cloned().unwrap_or_default();
        let in_file = |file: &File| bytes(file).windows(line.len()).any(|window| window == line.as_bytes());
        fields.clone().any(|(_, value)| value.contains(line)) || files.iter().any(|(_, file)| in_file(file))
    };
    (0u32..)
        .map(|number| format!("graph-client-part-{number}"))
        .find(|line| !occurs(line))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fields: &[(&str, &str)], file: File) -> String {
        let (kind, parts) = form(
            fields.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value))),
            &[(Cow::Borrowed("source"), file)],
            || 7,
        );
        let body = concat(&parts);
        format!("{kind}\n{}", String::from_utf8_lossy(&body).replace("\r\n", "\n"))
    }

    #[test]
    fn parts_are_separated_and_names_escaped() {
        let file = File::new("a\"b\n.jpg", "bytes").content_type("image/jpeg");
        assert_eq!(
            shown(&[("message", "hi")], file),
            "multipart/form-data; boundary=graph-client-part-0\n\
             --graph-client-part-0\nContent-Disposition: form-data; name=\"message\"\n\nhi\n\
             --graph-client-part-0\nContent-Disposition: form-data; name=\"source\"; filename=\"a%22b%0A.jpg\"\n\
             Content-Type: image/jpeg\n\nbytes\n--graph-client-part-0--\n"
        );
    }

    #[test]
    fn streamed_files_get_a_random_boundary() {
        let shown = shown(&[], File::from_reader("a", 5, || Ok(&b"bytes"[..])));
        assert!(
            shown.starts_with("multipart/form-data; boundary=graph-client-part-0000000000000007\n"),
            "{shown}"
        );
    }

    #[test]
    fn the_boundary_occurs_in_no_part() {
        let shown = shown(&[("message", "--graph-client-part-0--")], File::new("a", "graph-client-part-1"));
        assert!(shown.starts_with("multipart/form-data; boundary=graph-client-part-2\n"), "{shown}");
    }
}
