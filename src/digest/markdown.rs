//! A digest as Markdown.

use crate::export::plain_markdown as plain;

use super::{Digest, Entry};

/// The whole digest; nothing in it is markup but what is written here.
pub fn markdown(digest: &Digest) -> String {
    let mut text = format!("# {}\n\n{}. {}\n", plain(&digest.title), digest.period, digest.opening);
    for section in &digest.sections {
        text.push_str(&format!("\n## {}\n\n", plain(&section.title)));
        section.entries.iter().for_each(|entry| add(&mut text, entry));
        if !section.more.is_empty() {
            text.push_str(&format!("\n{}\n", section.more));
        }
    }
    text
}

fn add(text: &mut String, entry: &Entry) {
    text.push_str(&format!("- [{}]({})", plain(&entry.title), entry.address));
    if !entry.note.is_empty() {
        text.push_str(&format!(": {}", plain(&entry.note)));
    }
    text.push('\n');
    entry.lines.iter().for_each(|line| text.push_str(&format!("  - {}\n", plain(line))));
}
