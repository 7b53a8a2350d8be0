//! Charts that cannot be drawn, and why.

use rayon::prelude::*;

use crate::findings::{Finding, Findings, Level, LineMap};
use crate::model::{Article, KnowledgeBase, Target};
use crate::read::chart::{self, Around, Block, Data, Fault, Spec, Table};

/// A document that may hold charts.
struct Document<'k> {
    path: &'k str,
    text: &'k str,
    body_start: usize,
    around: Around,
}

/// The faults of all charts, in order of the documents.
pub(crate) fn findings(knowledge: &KnowledgeBase) -> Vec<Finding> {
    let of_coes = knowledge.coes.par_iter().map(|coe| {
        let (path, text, body_start) = (coe.path.as_str(), &*coe.text, coe.body_start);
        of_document(knowledge, &Document { path, text, body_start, around: Around::of(coe) })
    });
    let lessons = knowledge.lessons.iter().map(|lesson| &lesson.article);
    let paths = knowledge.paths.iter().map(|path| &path.article);
    let articles = lessons.chain(paths).chain(&knowledge.explainers).chain(&knowledge.practice);
    let of_article = |article: &Article| {
        let (path, text) = (article.path.as_str(), &*article.text);
        let body_start = article.body_start;
        of_document(knowledge, &Document { path, text, body_start, around: Around::default() })
    };
    let of_articles: Vec<Finding> = articles.flat_map(of_article).collect();
    let mut findings: Vec<Finding> = of_coes.flatten().collect();
    findings.extend(of_articles);
    findings
}

fn of_document(knowledge: &KnowledgeBase, document: &Document<'_>) -> Vec<Finding> {
    let blocks = chart::blocks(document.text, document.body_start);
    if blocks.is_empty() {
        return Vec::new();
    }
    let lines = LineMap::new(document.text);
    let mut findings = Findings::new(document.path, document.text, &lines);
    for block in blocks {
        let Some((fault, in_file)) = fault(knowledge, document, &block) else { continue };
        let fence = lines.line(block.range.start);
        let line = if in_file.is_some() { fence } else { fence + fault.line };
        let start = lines.start_of(line).clamp(block.range.start, block.range.end);
        let end = lines.start_of(line + 1).clamp(start, block.range.end);
        let words = match in_file {
            Some(file) => format!("the chart is not drawn: {}, line {} of `{file}`", fault.words, fault.line),
            None => format!("the chart is not drawn: {}", fault.words),
        };
        findings.add(Level::Warning, "unreadable-chart", start..end, words, fault.hint);
    }
    findings.into_vec()
}

/// What is wrong with a chart, and in which file if not in the block; a file that is missing is told as a reference.
fn fault(
    knowledge: &KnowledgeBase,
    document: &Document<'_>,
    block: &Block,
) -> Option<(Fault, Option<String>)> {
    let spec = match Spec::read(&block.text) {
        Ok(spec) => spec,
        Err(fault) => return Some((fault, None)),
    };
    match spec.data {
        Data::Rows { text, line } => {
            let fault = Table::read(&text, &document.around).err()?;
            Some((Fault { line: fault.line + line - 1, ..fault }, None))
        }
        Data::File { name, .. } => {
            let links = knowledge.links.get(document.path)?;
            let link = links.iter().find(|link| link.span.start == block.range.start)?;
            let Target::Asset(path) = &link.target else { return None };
            let read = chart::file(knowledge.assets.get(path)?);
            let fault = read.and_then(|text| Table::read(&text, &document.around)).err()?;
            Some((fault, Some(name)))
        }
    }
}
