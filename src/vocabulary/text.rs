//! Words for a terminal: how often each is used, what may be one, and how a file changes.

use super::diff::{Line, diff};
use super::listing::{Listing, Used, UsedWord};
use super::plan::Plan;
use crate::sheet::{Format, Run, Sheet, padded};

/// Words are lined up as far as this many columns.
const COLUMNS: usize = 36;

/// Everything about the words of a knowledge base.
pub fn text(listing: &Listing, format: Format) -> String {
    let mut sheet = Sheet::new(format);
    for (place, used) in listing.kinds.iter().enumerate() {
        if place > 0 {
            sheet.gap();
        }
        kind(&mut sheet, used);
    }
    sheet.into_text()
}

fn kind(sheet: &mut Sheet, used: &Used) {
    let controlled = if used.controlled { "" } else { ", no vocabulary" };
    let head = format!("{} in use{controlled}", used.words.len());
    sheet.line(&[Run::strong(used.kind.many()), Run::faint(format!("  {head}"))]);
    let columns = used.words.iter().map(|it| it.word.chars().count()).max().unwrap_or_default().min(COLUMNS);
    for word in &used.words {
        let mut runs = vec![
            Run::common(format!("  {:>5}  ", word.coes)),
            Run::common(if remark(used, word).is_empty() {
                word.word.clone()
            } else {
                padded(&word.word, columns)
            }),
        ];
        runs.push(Run::faint(remark(used, word)));
        sheet.cut(&runs);
    }
    if !used.alike.is_empty() {
        sheet.gap();
        sheet.line(&[Run::common(format!("  {} that may mean the same:", used.kind.many()))]);
        for pair in &used.alike {
            sheet.line(&[Run::common(format!("    `{}` and `{}`: {}", pair.word, pair.keep, pair.why))]);
            let run = match pair.in_text_only {
                true => format!("`{}` stands only in the text of documents: edit it there", pair.word),
                false => pair.run.clone(),
            };
            sheet.line(&[Run::faint(format!("      {run}"))]);
        }
    }
    if !used.unused.is_empty() {
        sheet.gap();
        let words = format!("{} of the vocabulary nobody uses: {}", used.kind.many(), used.unused.join(", "));
        sheet.paragraph("  ", &[Run::common(words)]);
    }
}

fn remark(used: &Used, word: &UsedWord) -> String {
    match (&word.term, &word.nearest) {
        (Some(term), _) if !word.is_term() => format!("  a word for `{term}`"),
        (None, Some(near)) => format!("  not in the vocabulary; did you mean `{near}`?"),
        (None, None) if used.controlled => "  not in the vocabulary".to_owned(),
        _ => String::new(),
    }
}

/// The lines that change, as `diff -u` shows them, and what is left to do by hand.
pub fn plan_text(plan: &Plan, place: &dyn Fn(&str) -> String, format: Format) -> String {
    let mut sheet = Sheet::new(format);
    for file in &plan.files {
        let path = place(&file.path);
        sheet.line(&[Run::strong(format!("--- a/{path}"))]);
        sheet.line(&[Run::strong(format!("+++ b/{path}"))]);
        for line in diff(&file.before, &file.after) {
            match line {
                Line::Place { before, after } => {
                    let words = format!("@@ -{},{} +{},{} @@", before.0, before.1, after.0, after.1);
                    sheet.line(&[Run::faint(words)]);
                }
                Line::Both(text) => sheet.line(&[Run::faint(format!(" {text}"))]),
                Line::Gone(text) => sheet.line(&[Run::common(format!("-{text}"))]),
                Line::New(text) => sheet.line(&[Run::strong(format!("+{text}"))]),
            }
        }
    }
    if !plan.left.is_empty() {
        sheet.line(&[Run::common("Edit these by hand:")]);
        for (path, why) in &plan.left {
            sheet.line(&[Run::common(format!("  {}: {why}", place(path)))]);
        }
    }
    sheet.into_text()
}
