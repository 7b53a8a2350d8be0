//! A corpus to measure with: as many COEs as asked for, about 7.6 kB each, the same bytes for the same seed.
//!
//! [`plan`] decides what every document is about (documents cite earlier ones, families recur), [`document`] writes one
//! of them from its plan. Neither shares random state with another document, so documents can be written in parallel.
#![allow(
    clippy::disallowed_methods,
    reason = "a development chore has no use for the product's file-system seam"
)]

mod calendar;
mod document;
mod plan;
mod prose;
mod random;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use self::plan::Plan;
use self::words::Lexicon;

/// What to generate, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// How many documents.
    pub(crate) documents: usize,
    /// Documents of another seed tell other stories in the same words.
    pub(crate) seed: u64,
    /// The folder that receives `content/coes/`.
    pub(crate) out: PathBuf,
}

/// What was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// How many documents.
    pub(crate) documents: usize,
    /// Their size together.
    pub(crate) bytes: u64,
}

/// Generates the corpus; refuses to mix it with content that is already there.
pub(crate) fn generate(options: &Options) -> Result<Summary, String> {
    let coes = options.out.join("content/coes");
    if coes.exists() {
        return Err(format!(
            "cannot write the corpus: {} is already there; choose another folder or remove it first",
            coes.display()
        ));
    }
    let lexicon = Lexicon::load()?;
    let plans = plan::plans(options.documents, options.seed, &lexicon);
    make_folders(&coes, &plans)?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let indexes: Vec<usize> = (0..plans.len()).collect();
    let share = indexes.len().div_ceil(threads).max(1);
    let written: Vec<Result<u64, String>> = thread::scope(|scope| {
        let write = |indexes: &[usize]| write_all(indexes, &plans, &lexicon, options.seed, &coes);
        let workers: Vec<_> = indexes.chunks(share).map(|chunk| scope.spawn(move || write(chunk))).collect();
        let lost = |_| Err("cannot write the corpus: a worker panicked".to_owned());
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(lost)).collect()
    });
    let mut bytes = 0;
    for result in written {
        bytes += result?;
    }
    Ok(Summary { documents: plans.len(), bytes })
}

/// One folder per year.
fn make_folders(coes: &Path, plans: &[Plan]) -> Result<(), String> {
    let mut folders: Vec<&str> =
        plans.iter().filter_map(|plan| plan.path.split_once('/')).map(|(folder, _)| folder).collect();
    folders.dedup();
    fs::create_dir_all(coes).map_err(|error| format!("cannot create {}: {error}", coes.display()))?;
    for folder in folders {
        let folder = coes.join(folder);
        fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    }
    Ok(())
}

/// Writes the documents with these indexes and counts their bytes.
fn write_all(
    indexes: &[usize],
    plans: &[Plan],
    lexicon: &Lexicon,
    seed: u64,
    coes: &Path,
) -> Result<u64, String> {
    let mut bytes = 0;
    for &index in indexes {
        let text = document::write(index, plans, lexicon, seed);
        let path = coes.join(&plans[index].path);
        fs::write(&path, &text).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        bytes += text.len() as u64;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What stands between each `open` and the next `close`.
    fn between<'a>(text: &'a str, open: &'static str, close: &'static str) -> impl Iterator<Item = &'a str> {
        text.split(open).skip(1).filter_map(move |rest| rest.split_once(close)).map(|(inside, _)| inside)
    }

    #[test]
    fn every_link_leads_to_an_earlier_document() -> Result<(), String> {
        let lexicon = Lexicon::load()?;
        let plans = plan::plans(400, 1, &lexicon);
        let (mut ids, mut paths, mut links) = (BTreeSet::new(), BTreeSet::new(), 0);
        for (index, plan) in plans.iter().enumerate() {
            let text = document::write(index, &plans, &lexicon, 1);
            for id in between(&text, "[[", "]]") {
                assert!(ids.contains(id), "{}: {id}", plan.path);
                links += 1;
            }
            for target in between(&text, "](", ")").filter(|target| target.ends_with(".md")) {
                let path = match target.strip_prefix("../") {
                    Some(path) => path.to_owned(),
                    None => format!("{}/{target}", plan.phases.impact.day().year()),
                };
                assert!(paths.contains(&path), "{}: {target}", plan.path);
                links += 1;
            }
            ids.insert(plan.id.as_str());
            paths.insert(plan.path.clone());
        }
        assert!(links > 400, "{links}");
        Ok(())
    }

    #[test]
    fn the_same_seed_writes_the_same_bytes() -> Result<(), String> {
        let texts = |seed| {
            let lexicon = Lexicon::load()?;
            let plans = plan::plans(50, seed, &lexicon);
            Ok((0..50).map(|index| document::write(index, &plans, &lexicon, seed)).collect::<Vec<_>>())
        };
        let first: Result<Vec<String>, String> = texts(1);
        assert_eq!(first, texts(1));
        assert_ne!(first, texts(2));
        Ok(())
    }

    #[test]
    fn documents_are_about_as_long_as_real_ones() -> Result<(), String> {
        let lexicon = Lexicon::load()?;
        let plans = plan::plans(1_000, 1, &lexicon);
        let bytes: usize = (0..1_000).map(|index| document::write(index, &plans, &lexicon, 1).len()).sum();
        assert!((7_200..8_000).contains(&(bytes / 1_000)), "{}", bytes / 1_000);
        Ok(())
    }
}
