//! A digest as plain text, for terminals and for mail without markup.

use crate::sheet::{Format, Run, Sheet};

use super::{Digest, Entry};

/// The whole digest.
pub fn text(digest: &Digest, format: Format) -> String {
    let mut sheet = Sheet::new(format);
    sheet.paragraph("", &[Run::strong(&digest.title)]);
    sheet.paragraph("", &[Run::common(format!("{}. {}", digest.period, digest.opening))]);
    for section in &digest.sections {
        sheet.gap();
        sheet.paragraph("", &[Run::strong(&section.title)]);
        section.entries.iter().for_each(|entry| add(&mut sheet, entry));
        if !section.more.is_empty() {
            sheet.paragraph("", &[Run::faint(&section.more)]);
        }
    }
    sheet.into_text()
}

fn add(sheet: &mut Sheet, entry: &Entry) {
    sheet.paragraph("- ", &[Run::strong(&entry.title)]);
    if !entry.note.is_empty() {
        sheet.paragraph("  ", &[Run::faint(&entry.note)]);
    }
    entry.lines.iter().for_each(|line| sheet.paragraph("  * ", &[Run::common(line)]));
    sheet.paragraph("  ", &[Run::faint(&entry.address)]);
}
