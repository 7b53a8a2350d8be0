//! Results for a terminal: for each incident what it is, when, where its file is, and what it says about the words.

use coebook_search::{Answer, Hit, Question};

use crate::sheet::{Format, Ink, Run, Sheet};

/// Blanks before what is told of an incident.
const INDENT: &str = "    ";

/// How many values of a facet are told.
const VALUES: usize = 5;

/// The facets that help to narrow a long list.
const NARROWING: [&str; 4] = ["service", "cause", "severity", "year"];

/// Above so many results it is told how to narrow them.
const MANY: usize = 20;

/// What was found.
pub fn text(question: &Question, answer: &Answer, format: Format) -> String {
    let mut sheet = Sheet::new(format);
    remarks(question, answer, &mut sheet);
    for hit in &answer.hits {
        one(question, hit, format.ink, &mut sheet);
    }
    closing(question, answer, &mut sheet);
    sheet.into_text()
}

/// What has to be known before reading the results.
fn remarks(question: &Question, answer: &Answer, sheet: &mut Sheet) {
    for problem in &answer.problems {
        sheet.paragraph("", &[Run::strong("note: "), Run::common(&problem.message)]);
        sheet.paragraph(INDENT, &[Run::faint(&problem.hint)]);
    }
    for correction in &answer.corrections {
        let words = [
            Run::common("nothing has "),
            Run::strong(&correction.word),
            Run::common("; these have "),
            Run::shared(&correction.meant),
        ];
        sheet.paragraph("", &words);
    }
    if answer.relaxed {
        sheet.paragraph("", &[Run::common("no incident has all of these words; these have the most")]);
    }
    if answer.total == 0 {
        let words = if question.symptom {
            "no incident looked like this: none of its words tells one from another"
        } else {
            "nothing found"
        };
        sheet.paragraph("", &[Run::common(words)]);
        if !question.symptom {
            let hint =
                "try fewer words, or the beginning of one: `coebook search --help` shows what can be asked";
            sheet.paragraph(INDENT, &[Run::faint(hint)]);
        }
    }
    let said = !answer.problems.is_empty() || !answer.corrections.is_empty() || answer.relaxed;
    if said && answer.total > 0 {
        sheet.gap();
    }
}

fn one(question: &Question, hit: &Hit, ink: Ink, sheet: &mut Sheet) {
    sheet.line(&marked(&hit.title_parts, ink, |text| Run::strong(text)));
    let severity = hit.severity.map(|level| format!("severity {level}"));
    let mut facts: Vec<String> = hit.date.clone().into_iter().chain(severity).collect();
    facts.extend(hit.services.iter().take(3).cloned());
    facts.push(hit.path.clone());
    sheet.cut(&[Run::common(INDENT), Run::faint(facts.join(" · "))]);
    let worked = hit.mitigation.as_ref().filter(|_| question.symptom);
    if let Some(worked) = worked {
        sheet.paragraph(INDENT, &[Run::strong("what worked: "), Run::common(worked)]);
    }
    let mut words: Vec<Run> = Vec::new();
    words.extend(hit.section.as_ref().map(|section| Run::faint(format!("{section}: "))));
    words.extend(marked(&hit.parts, ink, |text| Run::common(text)));
    if !hit.snippet.is_empty() {
        sheet.paragraph(INDENT, &words);
    }
    sheet.gap();
}

/// Plain and marked words in turn; without colours nothing is marked, so that what is printed can be searched again.
fn marked(parts: &[String], ink: Ink, plain: fn(&str) -> Run) -> Vec<Run> {
    let run = |(place, part): (usize, &String)| {
        if place % 2 == 0 || ink == Ink::Plain { plain(part) } else { Run::shared(part) }
    };
    parts.iter().enumerate().filter(|(_, part)| !part.is_empty()).map(run).collect()
}

fn closing(question: &Question, answer: &Answer, sheet: &mut Sheet) {
    let (shown, total) = (question.offset + answer.hits.len(), answer.total);
    if answer.hits.is_empty() {
        return;
    }
    if shown < total {
        sheet.line(&[Run::faint(format!("{shown} of {total} incidents; --limit {total} shows all"))]);
    } else {
        let incidents = if total == 1 { "1 incident".to_owned() } else { format!("{total} incidents") };
        sheet.line(&[Run::faint(incidents)]);
    }
    if total <= MANY {
        return;
    }
    for name in NARROWING {
        let Some(values) = answer.facets.get(name).and_then(|values| values.as_array()) else { continue };
        let told = values
            .iter()
            .take(VALUES)
            .filter_map(|value| Some(format!("{name}:{} ({})", value["value"].as_str()?, value["count"])));
        let told: Vec<String> = told.collect();
        if values.len() > 1 {
            sheet.cut(&[Run::faint(format!("narrow by {}", told.join(", ")))]);
        }
    }
}
