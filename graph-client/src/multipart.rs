//! Forms with files: `multipart/form-data`.

use std::borrow::Cow;

use bytes::Bytes;

use crate::value::File;

/// Content type and body of a form with files.
pub(crate) fn form<'a>(
    fields: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> + Clone,
    files: &[(Cow<'static, str>, File)],
) -> (String, Bytes) {
    let boundary = boundary(fields.clone(), files);
    let mut body = Vec::with_capacity(files.iter().map(|(_, file)| file.bytes().len() + 256).sum());
    for (name, value) in fields {
        let head =
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n", quoted(&name));
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    for (name, file) in files {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
            quoted(name),
            quoted(file.name()),
            file.kind().replace(['\r', '\n'], ""),
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file.bytes());
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body.into())
}

/// As browsers write names: a quote or a line break would end the header.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A line that stands in none of the parts. The same form gives the same line.
fn boundary<'a>(
    fields: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> + Clone,
    files: &[(Cow<'static, str>, File)],
) -> String {
    let taken = |line: &str| {
        let in_file = |file: &File| file.bytes().windows(line.len()).any(|window| window == line.as_bytes());
        fields.clone().any(|(_, value)| value.contains(line)) || files.iter().any(|(_, file)| in_file(file))
    };
    (0u32..).map(|number| format!("graph-client-part-{number}")).find(|line| !taken(line)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fields: &[(&str, &str)], file: File) -> String {
        let (kind, body) = form(
            fields.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value))),
            &[(Cow::Borrowed("source"), file)],
        );
        format!("{kind}\n{}", String::from_utf8_lossy(&body).replace("\r\n", "\n"))
    }

    #[test]
    fn parts_stand_apart() {
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
    fn no_part_can_end_the_form() {
        let shown = shown(&[("message", "--graph-client-part-0--")], File::new("a", "graph-client-part-1"));
        assert!(shown.starts_with("multipart/form-data; boundary=graph-client-part-2\n"), "{shown}");
    }
}
