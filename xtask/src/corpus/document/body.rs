//! The sections that are told in words: paragraphs, lists, whys, and the logs and tables between them.

use super::super::plan::Plan;
use super::super::prose::{Voice, finished};
use super::super::words::capitalised;

/// How a section is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Paragraphs,
    Bullets,
    /// Bullets that carry a cause's tag or an area.
    Factors,
    /// Numbered questions with their answers below.
    Whys,
}

/// Fills a section with about `bytes` of text, always at least one item.
pub(super) fn fill(voice: &mut Voice<'_>, manner: Manner, bytes: usize) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < bytes.max(1) {
        number += 1;
        text += &match manner {
            Manner::Paragraphs => paragraph(voice, bytes.saturating_sub(text.len())),
            Manner::Bullets => format!("- {}\n", voice.sentence()),
            Manner::Factors => factor(voice),
            Manner::Whys => format!(
                "{number}. Why was it that {}?\n\n   Because {}\n\n",
                voice.clause(),
                finished(&voice.clause()).to_lowercase()
            ),
        };
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// A paragraph; where there is room, now and then followed by a log, a table, a quotation or a list.
fn paragraph(voice: &mut Voice<'_>, room: usize) -> String {
    if room < 200 {
        return format!("{}\n\n", voice.sentence());
    }
    let mut text = format!("{}\n\n", voice.paragraph());
    if room > 900 {
        text += &match voice.random().below(20) {
            0..6 => log(voice),
            6 | 7 => table(voice),
            8 => format!("> {}\n\n", voice.sentence()),
            9 => format!("- {}\n- {}\n- {}\n\n", voice.sentence(), voice.sentence(), voice.sentence()),
            10 => format!("### {}\n\n", capitalised(&voice.thing())),
            _ => String::new(),
        };
    }
    text
}

fn factor(voice: &mut Voice<'_>) -> String {
    let sentence = voice.sentence();
    match voice.random().below(10) {
        0..4 => format!("- {sentence} #{}\n", voice.cause()),
        4..6 => {
            let area =
                voice.random().pick(&["technical", "process", "documentation", "organisational", "other"]);
            format!("- [{area}] {sentence}\n")
        }
        _ => format!("- {sentence}\n"),
    }
}

/// A few log lines from when the impact began.
fn log(voice: &mut Voice<'_>) -> String {
    let start = voice.plan().phases.impact;
    let mut second = 0;
    let mut text = "```text\n".to_owned();
    for _ in 0..voice.random().between(2, 7) {
        second += voice.random().between(0, 50);
        let at = start.plus(second / 60);
        let level = voice.random().pick(&["INFO", "WARN", "WARN", "ERROR", "ERROR", "ERROR"]);
        let (host, error, verb, noun) = (voice.host(), voice.error(), voice.verb(), voice.noun());
        let (request, millis) = (voice.random().below(1 << 32), voice.random().between(1, 30_000));
        text += &format!(
            "{at}:{:02} {level} {host} {error}: {noun} {verb} request={request:08x} took={millis}ms\n",
            second % 60
        );
    }
    text + "```\n\n"
}

fn table(voice: &mut Voice<'_>) -> String {
    let mut text = "| Measure | Before | During | After |\n|---|---:|---:|---:|\n".to_owned();
    for _ in 0..voice.random().between(2, 6) {
        let before = voice.random().between(1, 900);
        let during = before * voice.random().between(2, 60);
        text +=
            &format!("| {} {} | {before} | {during} | {} |\n", voice.adjective(), voice.noun(), before + 1);
    }
    text + "\n"
}

/// Sentences that cite `earlier` documents; the first form or the other, as their authors liked.
pub(super) fn citations(voice: &mut Voice<'_>, earlier: &[&Plan]) -> Vec<String> {
    let own_folder = voice.plan().path.split('/').next().unwrap_or_default();
    earlier
        .iter()
        .map(|cited| {
            let Plan { id, path, title, .. } = cited;
            let link = match path.split_once('/') {
                Some((folder, name)) if folder == own_folder => format!("[{title}]({name})"),
                _ => format!("[{title}](../{path})"),
            };
            let clause = voice.clause();
            match voice.random().below(5) {
                0 => format!("We had seen this in [[{id}]]: {}", finished(&clause).to_lowercase()),
                1 => format!("The alarm that {link} asked for was there, but {clause}."),
                2 => format!("In [[{id}]], {clause}."),
                3 => format!("See {link}."),
                _ => format!("Unlike in {link}, {clause}."),
            }
        })
        .collect()
}
