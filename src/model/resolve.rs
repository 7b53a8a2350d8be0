//! From references as written to what they lead to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::assemble::Hidden;
use super::nearest::Nearest;
use super::relations;
use super::{
    Article, Backlink, BacklinkKind, Citation, CitationForm, Coe, KnowledgeBase, Lesson, Link, ReadingPath,
    ResolvedRelation, Target, slug,
};
use crate::findings::{Finding, Level};
use crate::load::Sources;
use crate::load::git::{self, GitFacts};
use crate::read::front_matter::Spanned;

/// Every name a document can be referred to by.
pub(super) struct Names {
    /// By id, alias and slug.
    ids: HashMap<String, Target>,
    /// By path.
    paths: HashMap<String, Target>,
    /// By the key people know a report by, `PM2021-006`; nothing where two share it.
    keys: HashMap<String, Option<usize>>,
    /// By file name, for links into the published repository.
    files: HashMap<String, Option<Target>>,
    /// Ids and paths of documents this edition leaves out.
    hidden: HashSet<String>,
    /// Every id, in order, for suggestions.
    all: Nearest,
}

impl Names {
    pub(super) fn new<A, B>(
        knowledge: &KnowledgeBase,
        lessons: &[(Lesson, A)],
        paths: &[(ReadingPath, B)],
        sources: &Sources,
        hidden: &Hidden,
    ) -> Names {
        let mut names = Names {
            ids: HashMap::new(),
            paths: HashMap::new(),
            keys: HashMap::new(),
            files: HashMap::new(),
            hidden: hidden
                .paths
                .iter()
                .flat_map(|path| [path.clone(), hidden_id(path)])
                .chain(hidden.names.iter().cloned())
                .collect(),
            all: Nearest::default(),
        };
        for (index, coe) in knowledge.coes.iter().enumerate() {
            names.add(coe.id.as_str(), &coe.path, Target::Coe(index));
            names.add_keys(coe, index);
        }
        for (alias, index) in &knowledge.aliases {
            names.ids.entry(alias.clone()).or_insert(Target::Coe(*index));
        }
        for (index, (lesson, _)) in lessons.iter().enumerate() {
            names.add(&lesson.article.id, &lesson.article.path, Target::Lesson(index));
        }
        for (index, (path, _)) in paths.iter().enumerate() {
            names.add(&path.article.id, &path.article.path, Target::Path(index));
        }
        for (index, article) in knowledge.explainers.iter().enumerate() {
            names.add(&article.id, &article.path, Target::Explainer(index));
        }
        for (index, article) in knowledge.practice.iter().enumerate() {
            names.add(&article.id, &article.path, Target::Practice(index));
        }
        for document in &sources.documents {
            let name = slug(crate::read::document_name(&document.path));
            if let Some(target) = names.paths.get(&document.path).cloned() {
                names.ids.entry(name).or_insert(target);
            }
        }
        names.all = Nearest::new(names.ids.keys().cloned().collect());
        names
    }

    fn add(&mut self, id: &str, path: &str, target: Target) {
        self.ids.entry(id.to_owned()).or_insert_with(|| target.clone());
        self.paths.insert(path.to_owned(), target.clone());
        let file = path.rsplit('/').next().unwrap_or(path).to_owned();
        self.files.entry(file).and_modify(|known| *known = None).or_insert(Some(target));
    }

    /// `PM2021-006` from the start of a file name, a title or an "ID" label.
    fn add_keys(&mut self, coe: &Coe, index: usize) {
        let labelled = coe
            .labels
            .iter()
            .filter(|label| slug(&label.name).ends_with("id"))
            .map(|label| label.value.as_str());
        let name = crate::read::document_name(&coe.path);
        let own: BTreeSet<String> =
            [name, coe.title.value.as_str()].into_iter().chain(labelled).filter_map(leading_key).collect();
        for key in own {
            self.keys.entry(key).and_modify(|known| *known = None).or_insert(Some(index));
        }
    }

    /// The COE an author names in front matter; a name nobody has is a finding.
    pub(super) fn coe(
        &self,
        name: &str,
        article: &Article,
        at: &Spanned<String>,
        findings: &mut Vec<Finding>,
    ) -> Option<usize> {
        match self.named(name) {
            Some(Target::Coe(index)) => Some(index),
            Some(Target::Restricted) => None,
            _ => {
                findings.push(Finding {
                    span: Some(at.span.clone().into()),
                    ..self.dangling("dangling-relation", &article.path, at.line, 1, name, &article.id)
                });
                None
            }
        }
    }

    /// What an id, alias, file name or key leads to.
    fn named(&self, name: &str) -> Option<Target> {
        let name = name.trim();
        let bare = name.strip_suffix(".md").unwrap_or(name);
        let slugged = slug(bare.rsplit('/').next().unwrap_or(bare));
        if let Some(target) = self.ids.get(&slugged) {
            return Some(target.clone());
        }
        if self.hidden.contains(&slugged) {
            return Some(Target::Restricted);
        }
        if let Some(index) = self.keys.get(&key_form(bare)).copied().flatten() {
            return Some(Target::Coe(index));
        }
        // `000547` names `000547-disk-full`.
        let prefix = format!("{slugged}-");
        let all = self.all.names();
        let from = all.partition_point(|id| id.as_str() < prefix.as_str());
        let mut starting = all[from..].iter().take_while(|id| id.starts_with(&prefix));
        match (starting.next(), starting.next()) {
            (Some(only), None) if slugged.bytes().any(|byte| byte.is_ascii_digit()) => {
                self.ids.get(only).cloned()
            }
            _ => None,
        }
    }

    fn dangling(
        &self,
        rule: &'static str,
        path: &str,
        line: u32,
        column: u32,
        name: &str,
        from: &str,
    ) -> Finding {
        let slugged = slug(name);
        let nearest = self.all.to(&slugged, from);
        let hint = nearest.map_or_else(
            || "name the id of a document, which stands at the end of its address".to_owned(),
            |id| format!("did you mean `{id}`?"),
        );
        Finding {
            path: path.to_owned(),
            span: None,
            line,
            column,
            level: Level::Error,
            rule,
            message: format!("`{name}` names no document; it stands in `{from}`"),
            hints: vec![hint],
            suggestion: None,
        }
    }
}

fn hidden_id(path: &str) -> String {
    crate::read::default_id(path).map_or_else(String::new, |id| id.as_str().to_owned())
}

/// The key some words start with: letters and digits with a number in it, before a blank or their end.
fn leading_key(words: &str) -> Option<String> {
    let first = words.trim().split([' ', ':', ',', '_']).next()?;
    let pieces: Vec<&str> = first.split('-').collect();
    let count = pieces
        .iter()
        .take_while(|piece| piece.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        .count();
    let key = key_form(&pieces[..count].join("-"));
    let letters = key.chars().take_while(char::is_ascii_alphabetic).count();
    (letters >= 2 && key.len() > letters + 1).then_some(key)
}

/// `PM-2021-006`, `pm2021_006` and `PM2021-006` are one key.
fn key_form(words: &str) -> String {
    words.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Looks up everything: relations, links of all documents, backlinks, and the files they show.
pub(super) fn links(
    knowledge: &mut KnowledgeBase,
    names: &Names,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) {
    use rayon::prelude::*;
    let place = Place::new(sources);
    let resolved: Vec<(Vec<Link>, Vec<ResolvedRelation>, Vec<Finding>)> = knowledge
        .coes
        .par_iter()
        .enumerate()
        .map(|(index, coe)| {
            let mut findings = Vec::new();
            let links =
                place.resolve_all(&coe.path, coe.id.as_str(), &coe.citations, names, sources, &mut findings);
            let (relations, mut stated) = relations(coe, index, names, &mut findings);
            stated.extend(links);
            (stated, relations, findings)
        })
        .collect();
    let mut links: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    let mut backlinks = vec![Vec::new(); knowledge.coes.len()];
    for (from, (mut own, relations, found)) in resolved.into_iter().enumerate() {
        findings.extend(found);
        check_fragments(knowledge, from, &mut own, findings);
        for relation in &relations {
            backlinks[relation.to].push(Backlink {
                from,
                kind: BacklinkKind::Relation(relation.kind),
                sentence: relation.text.clone(),
                section: None,
            });
        }
        cite(knowledge, from, &own, &mut backlinks);
        knowledge.relations.push(relations);
        links.insert(knowledge.coes[from].path.clone(), own);
    }
    let articles = knowledge
        .lessons
        .iter()
        .map(|lesson| &lesson.article)
        .chain(knowledge.paths.iter().map(|path| &path.article))
        .chain(&knowledge.explainers)
        .chain(&knowledge.practice);
    for article in articles {
        let own = place.resolve_all(&article.path, &article.id, &article.citations, names, sources, findings);
        links.insert(article.path.clone(), own);
    }
    for list in &mut backlinks {
        list.sort_by(|a, b| (a.from, a.kind, &a.sentence).cmp(&(b.from, b.kind, &b.sentence)));
        list.dedup_by(|a, b| a.from == b.from && a.kind == b.kind && a.sentence == b.sentence);
    }
    knowledge.assets = links
        .values()
        .flatten()
        .filter_map(|link| match &link.target {
            Target::Asset(path) => Some((path.clone(), sources.files.get(path)?.clone())),
            _ => None,
        })
        .collect();
    knowledge.links = links;
    knowledge.backlinks = backlinks;
}

/// The relations of a COE whose other end was found, and where every stated one leads.
fn relations(
    coe: &Coe,
    index: usize,
    names: &Names,
    findings: &mut Vec<Finding>,
) -> (Vec<ResolvedRelation>, Vec<Link>) {
    let mut relations: Vec<ResolvedRelation> = Vec::new();
    let links = Vec::new();
    for (place, stated) in coe.relations.iter().enumerate() {
        match names.named(&stated.target) {
            Some(Target::Coe(to)) if to == index => findings.push(relations::to_itself(coe, stated)),
            Some(Target::Coe(to)) if relations.iter().any(|it| it.to == to && it.kind == stated.kind) => {
                findings.push(relations::again(coe, stated));
            }
            Some(Target::Coe(to)) => {
                let (kind, text) = (stated.kind, stated.text.clone());
                relations.push(ResolvedRelation { kind, to, text, stated: place });
            }
            Some(Target::Restricted) => {}
            _ => {
                let column = 1;
                findings.push(Finding {
                    span: Some(stated.span.clone().into()),
                    ..names.dangling(
                        "dangling-relation",
                        &coe.path,
                        stated.line,
                        column,
                        &stated.target,
                        coe.id.as_str(),
                    )
                });
            }
        }
    }
    (relations, links)
}

/// Says of every COE a document links to with which sentence; one that links often is quoted once a section.
fn cite(knowledge: &KnowledgeBase, from: usize, links: &[Link], backlinks: &mut [Vec<Backlink>]) {
    let citations = &knowledge.coes[from].citations;
    for link in links {
        let Target::Coe(to) = link.target else { continue };
        if to == from {
            continue;
        }
        let Some(citation) = citations.iter().find(|citation| citation.span == link.span) else { continue };
        backlinks[to].push(Backlink {
            from,
            kind: BacklinkKind::Citation,
            sentence: citation.sentence.clone(),
            section: citation.section.clone(),
        });
    }
}

/// Leads fragments to the addresses a page really has, and reports those that lead nowhere.
fn check_fragments(knowledge: &KnowledgeBase, from: usize, links: &mut [Link], findings: &mut Vec<Finding>) {
    for link in links {
        let (Target::Coe(to), Some(fragment)) = (&link.target, &link.fragment) else { continue };
        let target = &knowledge.coes[*to];
        let wanted = slug(&percent_decode_str(fragment).decode_utf8_lossy());
        let mut anchors = target
            .sections
            .iter()
            .map(|section| &section.anchor)
            .chain(target.timeline.entries.iter().map(|entry| &entry.anchor))
            .chain(target.actions.iter().map(|action| &action.anchor))
            .chain(target.factors.iter().map(|factor| &factor.anchor))
            .chain(target.items.iter().map(|item| &item.anchor));
        if let Some(anchor) = anchors.find(|anchor| **anchor == wanted) {
            link.fragment = Some(anchor.clone());
            continue;
        }
        let coe = &knowledge.coes[from];
        let line = coe
            .citations
            .iter()
            .find(|citation| citation.span == link.span)
            .map_or(1, |citation| citation.line);
        let nearest = target
            .sections
            .iter()
            .map(|section| section.anchor.as_str())
            .max_by(|a, b| strsim::jaro_winkler(&wanted, a).total_cmp(&strsim::jaro_winkler(&wanted, b)));
        findings.push(Finding {
            path: coe.path.clone(),
            span: Some(link.span.clone().into()),
            line,
            column: 1,
            level: Level::Error,
            rule: "dangling-anchor",
            message: format!("`#{fragment}` is no place in `{}`", target.id),
            hints: nearest.map(|anchor| format!("did you mean `#{anchor}`?")).into_iter().collect(),
            suggestion: None,
        });
        link.fragment = None;
    }
}

/// Where the source stands in its repository.
struct Place {
    /// `https://host/owner/repo`
    web: Option<String>,
    /// The folder inside the repository, with a final `/` or empty.
    prefix: String,
    /// Branch shown on the web.
    branch: Option<String>,
    markdown: HashSet<String>,
}

impl Place {
    fn new(sources: &Sources) -> Place {
        let (web, prefix, branch) = match &*sources.history {
            GitFacts::Known(history) => {
                let prefix = history.prefix.trim_matches('/').to_owned();
                let prefix = if prefix.is_empty() { prefix } else { format!("{prefix}/") };
                (git::web_base(history), prefix, history.branch.clone())
            }
            _ => (None, String::new(), None),
        };
        let markdown = sources.skipped.iter().map(|skipped| skipped.path.clone()).collect();
        Place { web, prefix, branch, markdown }
    }

    fn resolve_all(
        &self,
        path: &str,
        id: &str,
        citations: &[Citation],
        names: &Names,
        sources: &Sources,
        findings: &mut Vec<Finding>,
    ) -> Vec<Link> {
        let mut links = Vec::new();
        for citation in citations {
            let target = match citation.form {
                CitationForm::BareId => {
                    match names.keys.get(&key_form(&citation.target)).copied().flatten() {
                        Some(index) => Target::Coe(index),
                        None => continue,
                    }
                }
                CitationForm::Wiki if is_file(&citation.target) => {
                    self.relative(path, &citation.target, names, sources)
                }
                CitationForm::Wiki if citation.target.is_empty() => continue,
                CitationForm::Wiki => names.named(&citation.target).unwrap_or(Target::Missing),
                CitationForm::Data => match self.link(path, citation, names, sources) {
                    Some(target @ Target::Asset(_)) => target,
                    _ => Target::Missing,
                },
                CitationForm::Link | CitationForm::Image => match self.link(path, citation, names, sources) {
                    Some(target) => target,
                    None => continue,
                },
            };
            if names.paths.get(path) == Some(&target) && citation.form == CitationForm::BareId {
                continue;
            }
            if target == Target::Missing {
                findings.push(missing(path, id, citation, names));
            }
            links.push(Link { span: citation.span.clone(), target, fragment: citation.fragment.clone() });
        }
        links.sort_by_key(|link| (link.span.start, link.span.end));
        links
    }

    /// What a Markdown link leads to; nothing for addresses outside.
    fn link(&self, path: &str, citation: &Citation, names: &Names, sources: &Sources) -> Option<Target> {
        let target = citation.target.as_str();
        if target.is_empty() {
            // `#section` of the same page
            return citation.fragment.as_ref().and_then(|_| names.paths.get(path).cloned());
        }
        if target.starts_with("//") || target.contains('@') && !target.contains('/') {
            return None;
        }
        if let Some((scheme, _)) = target.split_once(':')
            && scheme.len() > 1
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        {
            return self.absolute(target, names);
        }
        Some(self.relative(path, target, names, sources))
    }

    /// A link to a file of the repository on the web, when that file is a document here.
    fn absolute(&self, address: &str, names: &Names) -> Option<Target> {
        let (_, tail) = address.split_once("/blob/").or_else(|| address.split_once("/tree/"))?;
        let inside = percent_decode_str(tail.split(['?', '#']).next()?).decode_utf8_lossy().into_owned();
        let (_, file) = inside.split_once('/')?;
        if let Some(web) = &self.web {
            let own = address.starts_with(&format!("{web}/"));
            let below = file.strip_prefix(&self.prefix).filter(|_| own)?;
            return names.paths.get(below).cloned();
        }
        // Outside a repository only the file name can tell, so it has to be one that no other repository has.
        let name = file.rsplit('/').next()?;
        let telling = name.len() > 12 && name.bytes().any(|byte| byte.is_ascii_digit());
        let target = names.files.get(name)?.clone().filter(|_| telling)?;
        Some(target)
    }

    /// A link relative to the document, or to the root when it starts with `/`.
    fn relative(&self, path: &str, target: &str, names: &Names, sources: &Sources) -> Target {
        let target = target.split('?').next().unwrap_or(target);
        let decoded = percent_decode_str(target).decode_utf8_lossy();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let rooted = decoded.starts_with('/');
        let joined =
            if rooted { decoded.trim_start_matches('/').to_owned() } else { format!("{folder}/{decoded}") };
        let Some(place) = normalise(&joined) else { return self.outside(&self.above(&joined)) };
        let bare = place.trim_end_matches('/');
        let html = bare.strip_suffix(".html").map(|stem| format!("{stem}.md"));
        let options = [
            bare.to_owned(),
            format!("{bare}.md"),
            format!("{bare}/index.md"),
            format!("{bare}/README.md"),
            format!("{bare}.markdown"),
        ];
        for option in options.iter().chain(html.as_ref()) {
            if let Some(target) = names.paths.get(option.as_str()) {
                return target.clone();
            }
            if names.hidden.contains(option) {
                return Target::Restricted;
            }
            if self.markdown.contains(option) {
                return self.outside(option);
            }
            if sources.files.contains_key(option) {
                return Target::Asset(option.clone());
            }
        }
        let is_folder = bare.is_empty()
            || sources
                .documents
                .iter()
                .any(|document| document.path.strip_prefix(bare).is_some_and(|rest| rest.starts_with('/')));
        if rooted || is_folder { self.outside(&place) } else { Target::Missing }
    }

    /// A file of the repository that is not on the site.
    fn outside(&self, path: &str) -> Target {
        let address = self
            .web
            .as_ref()
            .zip(self.branch.as_ref())
            .map(|(web, branch)| format!("{web}/blob/{branch}/{}", path.trim_start_matches('/')));
        Target::Repository(address.filter(|_| !path.is_empty()))
    }

    /// The path in the repository of a link that climbs out of the source.
    fn above(&self, joined: &str) -> String {
        normalise(&format!("{}{joined}", self.prefix)).unwrap_or_default()
    }
}

fn missing(path: &str, id: &str, citation: &Citation, names: &Names) -> Finding {
    let is_file = matches!(citation.form, CitationForm::Image | CitationForm::Data);
    let rule = if is_file { "missing-asset" } else { "dangling-link" };
    let name = citation.target.rsplit('/').next().unwrap_or(&citation.target);
    let base = names.dangling(rule, path, citation.line, 1, name, id);
    let message = match citation.form {
        CitationForm::Image | CitationForm::Data => format!("there is no file `{}`", citation.target),
        CitationForm::Wiki => format!("`[[{}]]` leads nowhere", citation.target),
        _ => format!("`{}` leads nowhere", citation.target),
    };
    let hints = match citation.form {
        CitationForm::Image => {
            vec!["put the image beside the document, or take the reference out".to_owned()]
        }
        CitationForm::Data => {
            vec!["put the file beside the document, or give the numbers below `rows: |`".to_owned()]
        }
        _ => base.hints.clone(),
    };
    Finding { span: Some(citation.span.clone().into()), message, hints, ..base }
}

fn is_file(target: &str) -> bool {
    target.rsplit_once('.').is_some_and(|(_, extension)| {
        matches!(
            extension.to_ascii_lowercase().as_str(),
            "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "avif" | "pdf" | "csv" | "txt"
        )
    })
}

/// The path without `.` and `..`; nothing when it climbs out.
fn normalise(path: &str) -> Option<String> {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in path.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop()?;
            }
            piece => pieces.push(piece),
        }
    }
    Some(pieces.join("/"))
}
