//! From documents to a knowledge base: ids made unique, what is restricted left out, references looked up.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::resolve::{self, Names};
use super::{Coe, CoeId, Day, KnowledgeBase};
use super::{adoption, relations, vocabulary, wheel};
use crate::findings::{Finding, Level};
use crate::load::git::{self, GitFacts};
use crate::load::{Sources, about_file};
use crate::read::Read;

/// The audience that everybody belongs to.
pub const EVERYONE: &str = "everyone";

/// What this edition leaves out: a reference to it is no mistake, and tells nothing of it.
pub(super) struct Hidden {
    pub(super) paths: HashSet<String>,
    /// Ids and aliases.
    pub(super) names: HashSet<String>,
}

/// Puts a knowledge base together; what is wrong between documents is added to the findings.
pub fn assemble(sources: &Sources, read: Read) -> (KnowledgeBase, Vec<Finding>) {
    put_together(sources, read, Edition::Open)
}

/// The same with COEs for narrower audiences among the others: for those who keep the documents, not for readers.
pub fn assemble_whole(sources: &Sources, read: Read) -> (KnowledgeBase, Vec<Finding>) {
    put_together(sources, read, Edition::Whole)
}

/// Which COEs belong to a knowledge base.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edition {
    /// Those for everyone.
    Open,
    /// All.
    Whole,
}

fn put_together(sources: &Sources, read: Read, edition: Edition) -> (KnowledgeBase, Vec<Finding>) {
    let Read { mut coes, lessons, paths, explainers, practice, restricted, mut findings } = read;
    findings.extend(sources.findings.iter().cloned());
    let histories = crate::read::histories(&sources.history);
    for coe in &mut coes {
        coe.history = histories.get(&coe.path).cloned();
    }
    name(&mut coes, &mut findings);
    let hidden = withhold(&mut coes, restricted, edition);
    drop_boilerplate(&mut coes);
    coes.sort_by(|a, b| a.id.cmp(&b.id));
    let title = sources.config.title.clone().unwrap_or_else(|| folder_title(sources));
    let mut knowledge = KnowledgeBase {
        title,
        description: sources.config.description.clone(),
        base_url: sources.config.base_url.as_ref().map(|url| format!("{}/", url.trim_end_matches('/'))),
        audience: EVERYONE.to_owned(),
        vocabulary: vocabulary::read(&sources.vocabularies, &mut findings),
        restricted: hidden.paths.len(),
        edit_url: sources.config.edit_url.clone().or_else(|| edit_url(sources)),
        views: sources.config.views.clone(),
        deadlines: sources.config.deadlines.clone(),
        aliases: aliases(&coes, &mut findings),
        readers: crate::readers::read(sources, &mut findings),
        coes,
        explainers: with_history(explainers, &histories),
        practice: with_history(practice, &histories),
        ..KnowledgeBase::default()
    };
    let names = Names::new(&knowledge, &lessons, &paths, sources, &hidden);
    for (mut lesson, evidence) in lessons {
        lesson.evidence = evidence
            .iter()
            .filter_map(|id| names.coe(&id.value, &lesson.article, id, &mut findings))
            .collect();
        let stated = std::mem::take(&mut lesson.adoption);
        lesson.adoption =
            adoption::settle(&lesson.article, stated, &knowledge.vocabulary, &knowledge.coes, &mut findings);
        lesson.article.history = histories.get(&lesson.article.path).cloned();
        knowledge.lessons.push(lesson);
    }
    for (mut path, steps) in paths {
        path.steps = steps
            .into_iter()
            .filter_map(|(id, note)| Some((names.coe(&id.value, &path.article, &id, &mut findings)?, note)))
            .collect();
        path.article.history = histories.get(&path.article.path).cloned();
        knowledge.paths.push(path);
    }
    resolve::links(&mut knowledge, &names, sources, &mut findings);
    relations::check(&knowledge, &mut findings);
    knowledge.picks = wheel::read(sources.vocabularies.get(wheel::PICKS), &knowledge, &mut findings);
    findings.retain_mut(|finding| !hidden.paths.contains(&finding.path) || may_be_told(finding));
    findings.iter_mut().for_each(|finding| put_in_column(finding, sources));
    findings.sort();
    findings.dedup();
    (knowledge, findings)
}

/// What is wrong with a document this edition leaves out stays untold, but that it could not be read: it may be for
/// everyone once it can. None of its words are shown.
fn may_be_told(finding: &mut Finding) -> bool {
    finding.span = None;
    finding.rule == "unreadable-front-matter"
}

/// The column of a finding between documents, of which only the bytes are known so far.
fn put_in_column(finding: &mut Finding, sources: &Sources) {
    let Some(span) = finding.span.filter(|_| finding.column == 1) else { return };
    let before = sources.text(&finding.path).and_then(|text| text.get(..span.start));
    let line = before.map(|before| before.rsplit('\n').next().unwrap_or(before));
    finding.column = line.map_or(1, |line| line.chars().count() as u32 + 1);
}

fn folder_title(sources: &Sources) -> String {
    let name = sources.root.file_name().map(|name| name.to_string_lossy());
    name.map_or_else(|| "Debriefs".to_owned(), |name| title_of_folder(&name))
}

/// The name of a folder as a title: `incident_reports` becomes "Incident reports".
fn title_of_folder(name: &str) -> String {
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let title = words.join(" ");
    let joined_by_hyphens = title.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let title = if joined_by_hyphens {
        // The hyphen of this one word is its own.
        title.replace('-', " ").replace("post mortem", "post-mortem")
    } else {
        title
    };
    if title.is_empty() { name.to_owned() } else { super::capital(&title) }
}

fn with_history(
    mut articles: Vec<super::Article>,
    histories: &BTreeMap<String, super::FileHistory>,
) -> Vec<super::Article> {
    for article in &mut articles {
        article.history = histories.get(&article.path).cloned();
    }
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    articles
}

/// The editor of the host the repository was cloned from, with `{path}` where the path goes.
fn edit_url(sources: &Sources) -> Option<String> {
    let GitFacts::Known(history) = &*sources.history else { return None };
    let marker = "coebook-path-goes-here";
    git::edit_url(history, marker).map(|url| url.replace(marker, "{path}"))
}

/// Makes ids unique. Two documents that state one id are an error; where file names give one, the earlier incident
/// keeps it and the later ones add their day, so that a new report never changes the address of an old one.
fn name(coes: &mut [Coe], findings: &mut Vec<Finding>) {
    let mut order: Vec<usize> = (0..coes.len()).collect();
    order.sort_by_key(|index| {
        let coe = &coes[*index];
        (!coe.id_stated, coe.date.as_ref().map(|date| date.value), coe.path.clone())
    });
    let mut taken: HashMap<CoeId, usize> = HashMap::new();
    for index in order {
        let coe = &coes[index];
        let Some(first) = taken.get(&coe.id) else {
            taken.insert(coe.id.clone(), index);
            continue;
        };
        if coe.id_stated {
            findings.push(about_file(
                &coe.path,
                Level::Error,
                "duplicate-id",
                format!("id `{}` is also that of {}", coe.id, coes[*first].path),
                "give one of the two another `id:`, and keep the old one under `aliases:`",
            ));
        }
        let id = candidates(coe)
            .find(|candidate| !taken.contains_key(candidate))
            .unwrap_or_else(|| coe.id.clone());
        taken.insert(id.clone(), index);
        coes[index].id = id;
    }
}

/// Other names for a document whose own is taken: with its day, its folder, a number.
fn candidates(coe: &Coe) -> impl Iterator<Item = CoeId> {
    let base = coe.id.as_str().to_owned();
    let day = coe.date.as_ref().map(|date| format!("{base} {}", date.value));
    let folder = coe.path.rsplit('/').nth(1).map(|folder| format!("{folder} {base}"));
    let numbered = (2..).map(move |number: u32| format!("{base} {number}"));
    day.into_iter().chain(folder).chain(numbered).filter_map(|words| CoeId::from_words(&words))
}

/// Takes out what is not for everyone; the paths of what was taken out, restricted pages included.
fn withhold(coes: &mut Vec<Coe>, restricted: Vec<String>, edition: Edition) -> Hidden {
    let mut hidden = Hidden { paths: restricted.into_iter().collect(), names: HashSet::new() };
    coes.retain(|coe| {
        let open = edition == Edition::Whole || coe.audience == EVERYONE;
        if !open {
            hidden.paths.insert(coe.path.clone());
            hidden.names.insert(coe.id.as_str().to_owned());
            hidden.names.extend(coe.aliases.iter().map(|alias| super::slug(alias)));
        }
        open
    });
    hidden
}

/// Tasks that stand in many documents word for word are the template's, not the incident's.
fn drop_boilerplate(coes: &mut [Coe]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for coe in coes.iter() {
        let titles: BTreeSet<&str> = coe
            .actions
            .iter()
            .filter(|action| action.source.is_some() && action.owner.is_none() && action.ticket.is_none())
            .map(|action| action.title.as_str())
            .collect();
        for title in titles {
            *counts.entry(title.to_lowercase()).or_default() += 1;
        }
    }
    // A promise made three times is what readers come for; a box that half of all reports tick is the template's.
    let many = (coes.len() / 2).max(5);
    for coe in coes.iter_mut() {
        coe.actions.retain(|action| {
            action.owner.is_some()
                || action.ticket.is_some()
                || counts.get(&action.title.to_lowercase()).is_none_or(|count| *count < many)
        });
    }
}

fn aliases(coes: &[Coe], findings: &mut Vec<Finding>) -> BTreeMap<String, usize> {
    let ids: HashSet<&str> = coes.iter().map(|coe| coe.id.as_str()).collect();
    let mut aliases = BTreeMap::new();
    for (index, coe) in coes.iter().enumerate() {
        for alias in &coe.aliases {
            let slug = super::slug(alias);
            let clash = ids.contains(slug.as_str()) || aliases.contains_key(&slug);
            if slug.is_empty() || slug == coe.id.as_str() {
                continue;
            }
            if clash {
                findings.push(about_file(
                    &coe.path,
                    Level::Error,
                    "duplicate-id",
                    format!("alias `{alias}` already names another document"),
                    "take the alias out of one of the two",
                ));
                continue;
            }
            aliases.insert(slug, index);
        }
    }
    aliases
}

/// The day a document is sorted by: of the incident, else of its first commit.
pub fn sort_day(coe: &Coe) -> Option<Day> {
    coe.date.as_ref().map(|date| date.value).or_else(|| coe.history.as_ref().map(|history| history.first))
}

#[cfg(test)]
mod tests {
    use super::title_of_folder;

    #[test]
    fn the_name_of_a_folder_reads_as_a_title() {
        assert_eq!(title_of_folder("incident-reports"), "Incident reports");
        assert_eq!(title_of_folder("post-mortems"), "Post-mortems");
        assert_eq!(title_of_folder("Acme__post-mortems"), "Acme post-mortems");
        assert_eq!(title_of_folder("deploy.example.org-2024"), "Deploy.example.org-2024");
        assert_eq!(title_of_folder("__"), "__");
    }
}
