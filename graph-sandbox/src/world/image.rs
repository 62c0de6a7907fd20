//! Generated profile pictures: one color, in the requested size.

use crate::protocol::File;

/// The maximum side length.
const MOST: u32 = 2048;

/// A PNG in one color derived from the name.
pub(crate) fn picture(name: &str, width: u32, height: u32) -> File {
    let (width, height) = (width.clamp(1, MOST), height.clamp(1, MOST));
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let [red, green, blue, _] = hash.to_be_bytes();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // One bit per pixel, with a palette of one color.
    chunk(&mut png, *b"IHDR", &[size.as_slice(), &[1, 3, 0, 0, 0]].concat());
    chunk(&mut png, *b"PLTE", &[red, green, blue]);
    let line = usize::try_from(width.div_ceil(8) + 1).unwrap_or(1);
    let lines = vec![0; line * usize::try_from(height).unwrap_or(1)];
    chunk(&mut png, *b"IDAT", &stored(&lines));
    chunk(&mut png, *b"IEND", &[]);
    File { name: "picture.png".to_owned(), content_type: "image/png".to_owned(), bytes: png.into() }
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    let from = png.len();
    png.extend(kind);
    png.extend(data);
    let sum = crc(png.get(from..).unwrap_or_default());
    png.extend(sum.to_be_bytes());
}

/// A zlib stream of uncompressed blocks.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = data.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(blocks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_match_the_specifications() {
        // The published check values of CRC-32 and Adler-32.
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(stored(b"Wikipedia")[16..], 0x11e6_0398_u32.to_be_bytes());
        let file = picture("x", 50, 20);
        assert_eq!(file.bytes[16..24], [0, 0, 0, 50, 0, 0, 0, 20]);
        assert_eq!(picture("x", 0, u32::MAX).bytes[16..24], [0, 0, 0, 1, 0, 0, 8, 0]);
    }
}
