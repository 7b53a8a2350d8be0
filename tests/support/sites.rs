//! The sites of everything there is to build, built once for all tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use super::links;
use super::{Corpus, Sandbox, corpora, fixtures, sample};

/// A folder of documents and the files of its site, by their paths.
pub(crate) struct Site {
    pub(crate) corpus: Corpus,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

static SAMPLE: LazyLock<Site> = LazyLock::new(|| Site::of(sample()));
static FIXTURES: LazyLock<Vec<Site>> = LazyLock::new(|| build_each(fixtures()));
static CORPORA: LazyLock<Vec<Site>> = LazyLock::new(|| build_each(corpora()));

pub(crate) fn sample_site() -> &'static Site {
    &SAMPLE
}

pub(crate) fn fixture_sites() -> &'static [Site] {
    &FIXTURES
}

pub(crate) fn corpus_sites() -> &'static [Site] {
    &CORPORA
}

/// The sample, every fixture, and the reports of others where they are at hand.
pub(crate) fn all_sites() -> impl Iterator<Item = &'static Site> {
    [sample_site()].into_iter().chain(fixture_sites()).chain(corpus_sites())
}

impl Site {
    /// Built by one thread: that eight write the same is asked in `invariants.rs`.
    #[track_caller]
    pub(crate) fn of(corpus: Corpus) -> Site {
        let files = links::files(&corpus.build(&Sandbox::new(), "site", &["--threads", "1"]));
        Site { corpus, files }
    }

    /// The site of documents at these paths.
    #[track_caller]
    pub(crate) fn with<T: AsRef<str>>(documents: &[(T, T)]) -> Site {
        let sandbox = Sandbox::new();
        for (path, text) in documents {
            sandbox.write(&format!("source/{}", path.as_ref()), text.as_ref());
        }
        Site::of(Corpus { name: "these".to_owned(), folder: sandbox.path("source") })
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("{}: no {path}", self.corpus.name));
        std::str::from_utf8(bytes).unwrap()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_str(self.text(path)).unwrap()
    }

    pub(crate) fn coes(&self) -> Vec<Value> {
        self.json("data/coes.json")["coes"].as_array().unwrap().clone()
    }
}

/// As many builds at once as there are processors.
fn build_each(corpora: Vec<Corpus>) -> Vec<Site> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let (next, corpora) = (&next, &corpora);
    let work = move || {
        let mine = std::iter::from_fn(|| corpora.get(next.fetch_add(1, Ordering::Relaxed)));
        mine.map(|corpus| Site::of(corpus.clone())).collect::<Vec<Site>>()
    };
    let mut built: Vec<Site> = thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    built.sort_by(|a, b| a.corpus.name.cmp(&b.corpus.name));
    built
}
