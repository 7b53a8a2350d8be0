//! How large the pictures of a site are, so that a page can leave room for them before they are there.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::fs;
use crate::model::KnowledgeBase;

/// Width and height in pixels.
pub(super) type Size = (u32, u32);

/// The first bytes tell the size of most pictures; photographs may put others before it.
const FIRST_BYTES: [u64; 2] = [4 << 10, 256 << 10];

/// No picture is larger; what says so is broken.
const LARGEST: f64 = 65_535.0;

/// The sizes of all pictures, each looked up when it is first asked for.
#[derive(Debug)]
pub(super) struct Sizes<'a>(HashMap<&'a str, (&'a Path, OnceLock<Option<Size>>)>);

impl<'a> Sizes<'a> {
    pub(super) fn new(knowledge: &'a KnowledgeBase) -> Sizes<'a> {
        let entry = |(path, file): (&'a String, &'a std::path::PathBuf)| {
            (path.as_str(), (file.as_path(), OnceLock::new()))
        };
        Sizes(knowledge.assets.iter().map(entry).collect())
    }

    /// The size of the picture at a path of the source; nothing for what is no picture, or says no size.
    pub(super) fn of(&self, path: &str) -> Option<Size> {
        let (file, size) = self.0.get(path)?;
        *size.get_or_init(|| read(file))
    }
}

fn read(file: &Path) -> Option<Size> {
    let is_drawing = file.extension().is_some_and(|it| it.eq_ignore_ascii_case("svg"));
    FIRST_BYTES.iter().find_map(|limit| {
        let bytes = fs::read_start(file, *limit).ok()??;
        if is_drawing { size_of_drawing(&String::from_utf8_lossy(&bytes)) } else { size_of_image(&bytes) }
    })
}

fn size_of_image(bytes: &[u8]) -> Option<Size> {
    let size = imagesize::blob_size(bytes).ok()?;
    whole(size.width as f64, size.height as f64)
}

/// The size an SVG states for itself, else the proportions of what it shows.
fn size_of_drawing(text: &str) -> Option<Size> {
    let tag = opening_tag(text)?;
    let length = |name| attribute(tag, name).and_then(pixels);
    let shown: Option<Vec<f64>> = attribute(tag, "viewBox").and_then(|value| {
        let numbers = value.split([' ', ',', '\t', '\n', '\r']).filter(|number| !number.is_empty());
        numbers.map(|number| number.parse().ok()).collect()
    });
    let shown = shown.filter(|box_| box_.len() == 4 && box_[2] > 0.0 && box_[3] > 0.0);
    match (length("width"), length("height"), shown) {
        (Some(width), Some(height), _) => whole(width, height),
        (Some(width), None, Some(shown)) => whole(width, width / shown[2] * shown[3]),
        (None, Some(height), Some(shown)) => whole(height / shown[3] * shown[2], height),
        (None, None, Some(shown)) => whole(shown[2], shown[3]),
        _ => None,
    }
}

/// The attributes of the first `<svg>`, comments before it passed over.
fn opening_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let start = rest.find('<')?;
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")?..];
            continue;
        }
        let tag = &rest[1..];
        if tag.starts_with("svg") && tag[3..].starts_with(|c: char| c.is_ascii_whitespace()) {
            return Some(&tag[3..tag.find('>')?]);
        }
        rest = tag;
    }
}

/// The value of an attribute, in either kind of quotes.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else { continue };
        if !before.is_some_and(|c| c.is_ascii_whitespace()) {
            continue;
        }
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        return value[1..].split(quote).next();
    }
}

/// A length as pixels; nothing for shares of a page nobody knows here.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let end = length.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(length.len());
    let unit = match length[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(length[..end].parse::<f64>().ok()? * unit)
}

fn whole(width: f64, height: f64) -> Option<Size> {
    let fits = |length: f64| (0.5..=LARGEST).contains(&length);
    (fits(width) && fits(height)).then(|| (width.round() as u32, height.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_say_their_size_in_many_ways() {
        let sizes = [
            ("<svg width=\"640\" height=\"220\">", Some((640, 220))),
            (
                "<?xml version='1.0'?><!-- <svg width='1' height='1'> --><svg xmlns='x' viewBox='0 0 64 32'>",
                Some((64, 32)),
            ),
            ("<svg viewBox=\"0,0,200,100\" width=\"100%\">", Some((200, 100))),
            ("<svg viewBox='0 0 200 100' width='50'>", Some((50, 25))),
            ("<svg stroke-width='3' height='10mm' width='1in'>", Some((96, 38))),
            ("<svg width='100%' height='100%'>", None),
            ("<svg width='0' height='5'>", None),
            ("<svg width='1e9999' height='5'>", None),
            ("<svg viewBox='0 0 -1 5'>", None),
            ("<svgx width='5' height='5'>", None),
            ("<svg width='5", None),
            ("<!-- <svg width='5' height='5'>", None),
            ("", None),
        ];
        sizes.iter().for_each(|(text, size)| assert_eq!(size_of_drawing(text), *size, "{text}"));
    }

    #[test]
    fn what_is_no_picture_has_no_size() {
        assert_eq!(size_of_image(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\0"), Some((512, 256)));
        [&b""[..], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"text", b"\xff\xd8\xff"]
            .iter()
            .for_each(|bytes| assert_eq!(size_of_image(bytes), None, "{bytes:?}"));
    }
}
