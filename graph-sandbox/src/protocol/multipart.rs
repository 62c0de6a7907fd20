//! `multipart/form-data` bodies.

use futures_util::{FutureExt, stream};
use multer::{Multipart, bytes::Bytes};

use super::{
    File,
    pairs::{Files, Pairs},
};

/// The parameters and files of a body; `None` if it is malformed. The value of a file parameter is the file name.
pub(super) fn read(content_type: &str, body: &[u8]) -> Option<(Pairs, Files)> {
    let boundary = multer::parse_boundary(content_type).ok()?;
    let body = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::copy_from_slice(body))]);
    // The whole body is in memory, so parsing never waits.
    parts(Multipart::new(body, boundary)).now_or_never()?
}

async fn parts(mut multipart: Multipart<'_>) -> Option<(Pairs, Files)> {
    let (mut pairs, mut files) = (Pairs::new(), Files::new());
    while let Some(part) = multipart.next_field().await.ok()? {
        let name = part.name()?.to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let content_type = part.headers().get("content-type").and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or("application/octet-stream").to_owned();
        let content = part.bytes().await.ok()?;
        let value = match file_name {
            Some(file_name) => {
                let file = File { name: file_name.clone(), content_type, bytes: content.as_ref().into() };
                files.push((name.clone(), file));
                file_name
            }
            None => String::from_utf8_lossy(&content).into_owned(),
        };
        pairs.push((name, value));
    }
    Some((pairs, files))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_part(disposition: &str) -> String {
        format!(
            "--x\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: image/jpeg\r\n\r\n\u{1}\u{2}\r\n--x--\r\n"
        )
    }

    #[test]
    fn reads_parameters_and_files() {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nhi\r\n{}",
            file_part("name=\"source\"; filename=\"a.jpg\"")
        );
        let (pairs, files) = read("multipart/form-data; boundary=x", body.as_bytes()).unwrap();
        assert_eq!((files[0].0.as_str(), &*files[0].1.bytes), ("source", [1, 2].as_slice()));
        assert_eq!(files[0].1.content_type, "image/jpeg");
        assert_eq!(
            pairs,
            [("message".to_owned(), "hi".to_owned()), ("source".to_owned(), "a.jpg".to_owned())]
        );
    }

    #[test]
    fn quoted_names_may_contain_separators() {
        let body = file_part("name=\"source\"; filename=\"a;b.jpg\"");
        let (_, files) = read("multipart/form-data; boundary=\"x\"", body.as_bytes()).unwrap();
        assert_eq!(files[0].1.name, "a;b.jpg");
    }

    #[test]
    fn large_parts_are_read_whole() {
        let content = "\r\n--y-".repeat(100_000);
        let body = format!("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{content}\r\n--x--\r\n");
        let (pairs, _) = read("multipart/form-data; boundary=x", body.as_bytes()).unwrap();
        assert!(pairs[0].1 == content);
    }

    #[test]
    fn malformed_bodies_are_refused() {
        for wrong in ["--", "--x", "--x\r\n", "--x\r\n\r\n\r\n--x", "--x\r\n\r\n\r\n--x--\r\n"] {
            assert_eq!(read("multipart/form-data; boundary=x", wrong.as_bytes()), None, "{wrong:?}");
            assert_eq!(read("multipart/form-data", wrong.as_bytes()), None, "{wrong:?}");
        }
    }
}
