//! The facts of one document for a terminal: one a line, and the line of the file each came from.

use std::fmt::{Display, Write};

use super::links;
use crate::find::Found;
use crate::findings::emit::{self, plain};
use crate::model::{Action, Coe, Fact, Moment, Origin, Source, TimelineEntry};

/// Everything about a document, in the order of the anatomy.
pub fn text(found: &Found) -> String {
    let coe = found.coe();
    let mut page = Page::default();
    page.head(coe);
    page.facts(coe);
    page.readers(found);
    page.timeline(coe);
    page.sections(coe);
    page.list("Actions", coe.actions.iter().map(|action| (action.origin.line, words_of(action))));
    page.list("Factors", coe.factors.iter().map(|factor| (Some(factor.line), factor.text.clone())));
    let item = |item: &crate::model::Item| (Some(item.line), format!("[{}] {}", item.role.word(), item.text));
    page.list("Items", coe.items.iter().map(item));
    let label = |label: &crate::model::Label| (Some(label.line), format!("{}: {}", label.name, label.value));
    let said = coe.labels.iter().filter(|label| !label.value.is_empty());
    page.list("Labels", said.map(label));
    page.relations(found);
    page.links(found);
    let finding = |finding: &crate::findings::Finding| {
        (Some(finding.line), format!("{}[{}]: {}", emit::word(finding.level), finding.rule, finding.message))
    };
    page.list("Findings", found.findings().map(finding));
    page.text
}

/// Text that grows line by line; everything in it comes from a stranger and is made safe.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, words: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{words}");
    }

    fn head(&mut self, coe: &Coe) {
        self.line(plain(&coe.title.value));
        self.line(format_args!("{} is coes/{}.html", plain(&coe.path), coe.id));
        self.line("");
    }

    fn facts(&mut self, coe: &Coe) {
        self.stated("title", Some(&coe.title), |title| title.clone());
        self.stated("date", coe.date.as_ref(), ToString::to_string);
        self.stated("severity", coe.severity.as_ref(), |severity| match severity.level {
            Some(level) => format!("{} (rung {level})", severity.label),
            None => format!("{} (on no ladder)", severity.label),
        });
        self.stated("status", Some(&coe.status), word);
        self.stated("profile", Some(&coe.profile), word);
        self.stated("team", coe.team.as_ref(), Clone::clone);
        self.stated("trigger", coe.trigger.as_ref(), Clone::clone);
        self.stated("zone", coe.zone.as_ref(), |zone| zone.label.clone());
        for (name, time) in coe.times.iter() {
            self.stated(&name.replace('_', " "), Some(time), ToString::to_string);
        }
        self.stated("duration", coe.duration_minutes.as_ref(), |minutes| format!("{minutes} minutes"));
        self.stated("detected by", coe.detected_by.as_ref(), Clone::clone);
        for (name, words) in [
            ("services", &coe.services),
            ("technologies", &coe.technologies),
            ("causes", &coe.causes),
            ("tags", &coe.tags),
        ] {
            if !words.is_empty() {
                self.fact(name, &words.join(", "), "");
            }
        }
        self.fact("language", coe.language, "");
        self.fact("words", &coe.words.to_string(), "");
        if !coe.abstract_text.is_empty() {
            self.fact("abstract", &coe.abstract_text, "");
        }
    }

    fn readers(&mut self, found: &Found) {
        let readers = &found.book.knowledge.readers;
        if let Some((views, period)) = readers.in_all(found.coe()) {
            let words = format!("{views} page views from {} to {}", period.from, period.to);
            self.fact("readers", &words, "");
        }
    }

    fn stated<T>(&mut self, name: &str, fact: Option<&Fact<T>>, words: impl Fn(&T) -> String) {
        if let Some(fact) = fact {
            self.fact(name, &words(&fact.value), &place(&fact.origin));
        }
    }

    fn fact(&mut self, name: &str, value: &str, place: &str) {
        let gap = if place.is_empty() { "" } else { "  " };
        self.line(format_args!("  {name:<14} {}{gap}{place}", plain(value)));
    }

    fn timeline(&mut self, coe: &Coe) {
        let entry = |entry: &TimelineEntry| {
            let until = entry.end.as_ref().map(|end| format!(" to {end}")).unwrap_or_default();
            let about = if entry.approximate { "about " } else { "" };
            let doubt = if entry.marker_inferred { "?" } else { "" };
            let marker =
                entry.marker.map(|marker| format!(" [{}{doubt}]", marker.word())).unwrap_or_default();
            (Some(entry.line), format!("{about}{}{until}{marker}  {}", shown(&entry.at), entry.text))
        };
        self.list("Timeline", coe.timeline.entries.iter().map(entry));
    }

    fn sections(&mut self, coe: &Coe) {
        let section = |section: &crate::model::Section| {
            let role = section.role.map_or("(no role)", crate::model::Role::word);
            (Some(section.line), format!("{role:<12} ← {}", section.title))
        };
        self.list("Sections", coe.sections.iter().map(section));
    }

    fn relations(&mut self, found: &Found) {
        let knowledge = &found.book.knowledge;
        let resolved = knowledge.relations.get(found.index).into_iter().flatten();
        let to = |relation: &crate::model::ResolvedRelation| {
            let text = if relation.text.is_empty() { String::new() } else { format!("  {}", relation.text) };
            let id = knowledge.coes.get(relation.to).map_or("", |coe| coe.id.as_str());
            (None, format!("{} {id}{text}", relation.kind.word()))
        };
        self.list("Relations", resolved.map(to));
        let back = knowledge.backlinks.get(found.index).into_iter().flatten();
        let from = |link: &crate::model::Backlink| {
            let id = knowledge.coes.get(link.from).map_or("", |coe| coe.id.as_str());
            (None, format!("{id}  {}", link.sentence))
        };
        self.list("Cited by", back.map(from));
    }

    fn links(&mut self, found: &Found) {
        let coe = found.coe();
        let references = links::of(&found.book.knowledge, &coe.path, &coe.citations);
        let link = |link: links::Reference| {
            let to = link.to.map(|to| format!(" {to}")).unwrap_or_default();
            (Some(link.line), format!("{} → {}{to}", link.written, link.kind))
        };
        self.list("Links", references.into_iter().map(link));
    }

    /// A heading with a count, then a line each; nothing at all when there is nothing.
    fn list(&mut self, title: &str, lines: impl Iterator<Item = (Option<u32>, String)>) {
        let lines: Vec<(Option<u32>, String)> = lines.collect();
        if lines.is_empty() {
            return;
        }
        self.line(format_args!("\n{title} ({})", lines.len()));
        for (line, words) in lines {
            let place = line.map(|line| format!("line {line}")).unwrap_or_default();
            self.line(format_args!("  {place:<10} {}", plain(&words)));
        }
    }
}

fn words_of(action: &Action) -> String {
    let mut words = action.title.clone();
    let facts = [
        ("owner", action.owner.clone()),
        ("due", action.due.map(|due| due.to_string())),
        ("horizon", action.horizon.as_ref().map(word)),
        ("status", action.status.as_ref().map(word)),
        ("done on", action.done_on.map(|day| day.to_string())),
        ("ticket", action.ticket.clone()),
        ("kind", action.kind.clone()),
        ("priority", action.priority.clone()),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = write!(words, " · {name} {value}");
        }
    }
    words
}

/// The word data has for a value.
fn word(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_value(value).ok();
    text.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn shown(moment: &Moment) -> String {
    if moment.is_empty() { "(no time)".to_owned() } else { moment.to_string() }
}

/// `line 12, front matter`.
fn place(origin: &Origin) -> String {
    let from = match origin.from {
        Source::FrontMatter => "front matter",
        Source::Marker => "timeline marker",
        Source::Label => "label",
        Source::Section => "section",
        Source::Timeline => "timeline",
        Source::Heading => "heading",
        Source::FirstLine => "first line",
        Source::FileName => "file name",
        Source::Folder => "folder name",
        Source::Git => "git history",
        Source::Config => "coebook.toml",
        Source::Default => "default",
    };
    let line = origin.line.map(|line| format!("line {line}, ")).unwrap_or_default();
    let inferred = if origin.inferred { ", concluded" } else { "" };
    format!("({line}{from}{inferred})")
}
