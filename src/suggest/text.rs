//! The proposals for a terminal, each with what speaks for it, and front matter to paste below.

use super::matter;
use crate::analyse::{Ground, Suggestion, TermProposed, Words, suggest};
use crate::find::Found;
use crate::model::KnowledgeBase;
use crate::related::{hundredths, of_words};
use crate::sheet::{Format, Run, Sheet};

/// All proposals for a draft.
pub fn text(found: &Found, format: Format) -> String {
    let knowledge = &found.book.knowledge;
    let suggestion = suggest(knowledge, &found.book.insight, found.index);
    let mut page = Page { knowledge, sheet: Sheet::new(format) };
    let coe = found.coe();
    page.sheet.line(&[Run::strong(&coe.title.value)]);
    page.sheet.line(&[Run::faint(&coe.path)]);
    if suggestion == Suggestion::default() {
        page.sheet.gap();
        page.sheet.paragraph("", &[Run::common(nothing(knowledge.coes.len() - 1))]);
        return page.sheet.into_text();
    }
    page.relations(&suggestion);
    page.terms("Causes it may have had", &suggestion.causes);
    page.terms("Services it may be about", &suggestion.services);
    page.terms("Technologies it may be about", &suggestion.technologies);
    page.mechanisms(&suggestion);
    let mut text = page.sheet.into_text();
    if let Some(yaml) = matter::yaml(knowledge, &suggestion) {
        text.push_str(&format!("\n# for its front matter, as far as you agree\n{yaml}"));
    }
    text
}

fn nothing(others: usize) -> String {
    let compared = match others {
        0 => "there is no other COE to compare it with yet".to_owned(),
        1 => "the only other COE is not like it".to_owned(),
        _ => format!("none of {others} COEs is much like it"),
    };
    format!(
        "Nothing to propose: {compared}, and it names no cause, service or technology that it does not state."
    )
}

struct Page<'a> {
    knowledge: &'a KnowledgeBase,
    sheet: Sheet,
}

impl Page<'_> {
    fn heading(&mut self, words: &str) {
        self.sheet.gap();
        self.sheet.line(&[Run::common(words)]);
    }

    fn relations(&mut self, suggestion: &Suggestion) {
        if suggestion.relations.is_empty() {
            return;
        }
        self.heading("COEs it may have to do with");
        for relation in &suggestion.relations {
            let coe = &self.knowledge.coes[relation.to];
            let day = coe.date.as_ref().map(|date| format!("  {}", date.value)).unwrap_or_default();
            self.sheet.cut(&[
                Run::common(format!("  {}: ", relation.kind.word())),
                Run::strong(coe.id.as_str()),
                Run::faint(format!("  {:.2}{day}", hundredths(relation.score))),
                Run::common(format!("  {}", coe.title.value)),
            ]);
            self.grounds(&relation.grounds, Others::Known);
        }
    }

    fn terms(&mut self, title: &str, terms: &[TermProposed]) {
        if terms.is_empty() {
            return;
        }
        self.heading(title);
        for term in terms {
            let named = if term.title == term.id { String::new() } else { format!("  {}", term.title) };
            self.sheet.cut(&[Run::common("  "), Run::strong(&term.id), Run::common(named)]);
            self.grounds(&term.grounds, Others::Named);
        }
    }

    fn mechanisms(&mut self, suggestion: &Suggestion) {
        if suggestion.mechanisms.is_empty() {
            return;
        }
        self.heading("How it failed, by its own words");
        for told in &suggestion.mechanisms {
            self.sheet.cut(&[Run::common("  "), Run::strong(&told.title)]);
            self.sheet.paragraph("    - ", &[Run::faint(line(told.line)), Run::common(&told.sentence)]);
        }
    }

    fn grounds(&mut self, grounds: &[Ground], others: Others) {
        for ground in grounds {
            let mut runs: Vec<Run> = ground.line.map(|at| Run::faint(line(at))).into_iter().collect();
            let quoted = ground.sentence.as_ref().map(|sentence| match ground.words.as_slice() {
                [Words::Shared(name)] => highlighted(sentence, name),
                words => [of_words(words), vec![Run::common(format!(": {sentence}"))]].concat(),
            });
            runs.extend(quoted.unwrap_or_else(|| of_words(&ground.words)));
            if others == Others::Named && !ground.coes.is_empty() {
                let ids: Vec<&str> =
                    ground.coes.iter().map(|coe| self.knowledge.coes[*coe].id.as_str()).collect();
                runs.push(Run::common(format!(" {}", ids.join(", "))));
            }
            self.sheet.paragraph("    - ", &runs);
        }
    }
}

/// Whether the other COEs a ground is about are named beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// They stand above.
    Known,
    /// They are named.
    Named,
}

fn line(number: u32) -> String {
    format!("line {number}: ")
}

/// A sentence with a name in it set off.
fn highlighted(sentence: &str, name: &str) -> Vec<Run> {
    match sentence.find(name).filter(|_| !name.is_empty()) {
        Some(at) => {
            vec![Run::common(&sentence[..at]), Run::shared(name), Run::common(&sentence[at + name.len()..])]
        }
        None => vec![Run::common(sentence)],
    }
}
