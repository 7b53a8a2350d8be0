//! How good relations and families are, measured against pairs that careful readers judged.
//!
//! `relations/<name>.toml` holds the judgements: families of reports that tell of the same failure happening again, and
//! pairs that are the same kind of incident, related, or different though they look alike. Invented organisations stand
//! beside in `fixtures/organisations/`; real reports are in `../shared/corpora` where that is there.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "tests prepare and inspect folders by hand")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "tests print what they measure")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use coebook::analyse::{self, Insight};
use coebook::model::KnowledgeBase;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labels {
    corpus: String,
    #[serde(default)]
    family: Vec<FamilyLabel>,
    #[serde(default)]
    pair: Vec<PairLabel>,
}

#[derive(Deserialize)]
struct FamilyLabel {
    members: Vec<String>,
}

#[derive(Deserialize)]
struct PairLabel {
    a: String,
    b: String,
    verdict: Verdict,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Different,
    Related,
    Same,
}

/// A corpus with what was judged of it.
struct Judged {
    name: String,
    knowledge: KnowledgeBase,
    verdicts: BTreeMap<(usize, usize), Verdict>,
    /// Reports readers put into one family.
    again: BTreeSet<(usize, usize)>,
}

impl Judged {
    fn verdict(&self, a: usize, b: usize) -> Option<Verdict> {
        self.verdicts.get(&(a.min(b), a.max(b))).copied()
    }
}

/// Every judged corpus that is there.
fn judged() -> Vec<Judged> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(crate::support::root().join("tests/relations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .collect();
    files.sort();
    files.iter().filter_map(|file| judge(file)).collect()
}

fn judge(file: &Path) -> Option<Judged> {
    let labels: Labels = toml::from_str(&std::fs::read_to_string(file).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (root, prefix) = place(&labels.corpus)?;
    let knowledge = read(&root);
    let index = |path: &String| {
        let path = format!("{prefix}{path}");
        knowledge
            .coes
            .iter()
            .position(|coe| coe.path == path)
            .unwrap_or_else(|| panic!("{path} of {}", file.display()))
    };
    let mut verdicts = BTreeMap::new();
    for pair in &labels.pair {
        let (a, b) = (index(&pair.a), index(&pair.b));
        verdicts.insert((a.min(b), a.max(b)), pair.verdict);
    }
    let mut again = BTreeSet::new();
    for family in &labels.family {
        let members: Vec<usize> = family.members.iter().map(index).collect();
        for a in &members {
            again.extend(members.iter().filter(|b| *b > a).map(|b| (*a, *b)));
        }
    }
    verdicts.extend(again.iter().map(|pair| (*pair, Verdict::Same)));
    Some(Judged { name: labels.corpus, knowledge, verdicts, again })
}

/// The folder of a corpus, and what its paths begin with; nothing where the reports of others are not there.
fn place(corpus: &str) -> Option<(PathBuf, &'static str)> {
    if corpus == "sample" {
        return Some((crate::support::root(), "content/"));
    }
    let own = crate::support::root().join("tests/fixtures/organisations").join(corpus);
    if own.is_dir() {
        return Some((own, ""));
    }
    let real = crate::support::shared().join("corpora").join(corpus);
    if real.is_dir() {
        return Some((real, ""));
    }
    eprintln!("skipped: there are no reports of {corpus}");
    None
}

fn read(folder: &Path) -> KnowledgeBase {
    let sources = coebook::load::sources(folder).unwrap();
    let read = coebook::read::all(&sources);
    coebook::model::assemble(&sources, read).0
}

/// How what is told compares with what was judged.
#[derive(Default)]
struct Score {
    /// Of the first three told of each report: those judged the same or related, and all.
    precise: (usize, usize),
    /// Pairs judged the same, from either end: those among the first five, and all.
    recalled: (usize, usize),
    /// Pairs judged related, from either end: those among the first five, and all.
    recalled_related: (usize, usize),
    /// Pairs judged different, from either end: those among the first three, and all.
    misled: (usize, usize),
    /// Pairs of one family: those judged the same, and all.
    right_families: (usize, usize),
    /// Pairs readers put into one family: those that are in one, and all.
    found_families: (usize, usize),
}

impl Score {
    fn of(judged: &Judged, insight: &Insight) -> Score {
        let mut score = Score::default();
        for (coe, related) in insight.related.iter().enumerate() {
            for told in related.iter().take(3) {
                score.precise.1 += 1;
                score.precise.0 +=
                    usize::from(judged.verdict(coe, told.to).is_some_and(|it| it > Verdict::Different));
            }
        }
        for ((a, b), verdict) in &judged.verdicts {
            for (from, to) in [(*a, *b), (*b, *a)] {
                let within = |number: usize| insight.related[from].iter().take(number).any(|it| it.to == to);
                let (count, told) = match verdict {
                    Verdict::Same => (&mut score.recalled, within(5)),
                    Verdict::Related => (&mut score.recalled_related, within(5)),
                    Verdict::Different => (&mut score.misled, within(3)),
                };
                count.0 += usize::from(told);
                count.1 += 1;
            }
        }
        for family in &insight.families {
            for a in &family.members {
                for b in family.members.iter().filter(|b| *b > a) {
                    score.right_families.1 += 1;
                    score.right_families.0 += usize::from(judged.verdict(*a, *b) == Some(Verdict::Same));
                }
            }
        }
        for (a, b) in &judged.again {
            score.found_families.1 += 1;
            let together =
                |family: &coebook::analyse::Family| family.members.contains(a) && family.members.contains(b);
            score.found_families.0 += usize::from(insight.families.iter().any(together));
        }
        score
    }

    fn add(&mut self, other: &Score) {
        for (own, other) in [
            (&mut self.precise, other.precise),
            (&mut self.recalled, other.recalled),
            (&mut self.recalled_related, other.recalled_related),
            (&mut self.misled, other.misled),
            (&mut self.right_families, other.right_families),
            (&mut self.found_families, other.found_families),
        ] {
            own.0 += other.0;
            own.1 += other.1;
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |(part, whole): (usize, usize)| format!("{:.2} ({part}/{whole})", share((part, whole)));
        for column in [
            self.precise,
            self.recalled,
            self.recalled_related,
            self.misled,
            self.right_families,
            self.found_families,
        ] {
            write!(f, "{:>16}", share(column))?;
        }
        Ok(())
    }
}

const HEAD: &str =
    "            P@3      same R@5   related R@5      misled@3   families right   families found";

/// Corpora written to mislead: the same failure in other words, other failures in the same words.
const INVENTED: [&str; 5] = ["harbourline", "kvasir-health", "lumen-grid", "mercado-sol", "tidepool-games"];

#[test]
fn finds_what_careful_readers_call_the_same_kind_of_incident() {
    let (mut real, mut invented) = (Score::default(), Score::default());
    println!("{:34}{HEAD}", "");
    for judged in judged() {
        let insight = analyse::run(&judged.knowledge);
        let score = Score::of(&judged, &insight);
        println!("{:34}{score}", judged.name);
        if std::env::var_os("TELL").is_some() {
            tell(&judged, &insight);
        }
        let sum = if INVENTED.contains(&judged.name.as_str()) { &mut invented } else { &mut real };
        sum.add(&score);
    }
    println!("{:34}{real}", "real reports and the sample");
    println!("{:34}{invented}", "invented to mislead");
    assert!(share(real.recalled) >= 0.93, "the same kind of incident is among the first five: {real}");
    assert!(share(real.precise) >= 0.42, "the first three are worth reading: {real}");
    assert!(share(invented.recalled) >= 0.6, "the same in other words is among the first five: {invented}");
    let families = (
        real.right_families.0 + invented.right_families.0,
        real.right_families.1 + invented.right_families.1,
    );
    assert!(share(families) >= 0.8, "a wrong family is worse than none: {families:?}");
}

fn share((part, whole): (usize, usize)) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[test]
fn most_relatives_stay_the_same_without_any_tags() {
    let knowledge = read(&crate::support::root());
    let with_tags = analyse::run(&knowledge);
    let bare = without_tags(read(&crate::support::root()));
    let without = analyse::run(&bare);
    let mut kept = (0, 0);
    for (before, after) in with_tags.related.iter().zip(&without.related) {
        for told in before.iter().take(5) {
            kept.1 += 1;
            kept.0 += usize::from(after.iter().take(5).any(|it| it.to == told.to));
        }
    }
    println!("without tags, {} of {} of the first five stay: {:.2}", kept.0, kept.1, share(kept));
    assert!(kept.1 > 50 && share(kept) >= 0.5, "{kept:?}");
}

/// The same COEs with no cause, service, technology or tag to go by.
fn without_tags(mut knowledge: KnowledgeBase) -> KnowledgeBase {
    for coe in &mut knowledge.coes {
        coe.causes.clear();
        coe.services.clear();
        coe.technologies.clear();
        coe.tags.clear();
        coe.factors.iter_mut().for_each(|factor| factor.tags.clear());
    }
    knowledge
}

#[test]
fn an_unrelated_report_changes_nothing_between_the_others() {
    let folder = crate::support::root().join("tests/fixtures/organisations/harbourline");
    let alone = read(&folder);
    let sandbox = crate::support::Sandbox::new();
    for coe in &alone.coes {
        sandbox.write(&format!("coes/{}", coe.path), coe.text.as_bytes());
    }
    sandbox.write(
        "coes/2024-12-24-garden.md",
        "# A tree fell on the fence of the garden\n\nDate: 2024-12-24\n\nNobody was there. Volunteers planted two birches.\n",
    );
    let joined = read(&sandbox.path("coes"));
    let (before, after) = (analyse::run(&alone), analyse::run(&joined));
    let ids = |knowledge: &KnowledgeBase, insight: &Insight, id: &str| -> Vec<String> {
        let coe = knowledge.coes.iter().position(|coe| coe.id.as_str() == id).unwrap();
        insight.related[coe].iter().take(3).map(|it| knowledge.coes[it.to].id.to_string()).collect()
    };
    for coe in &alone.coes {
        let id = coe.id.as_str();
        assert_eq!(ids(&alone, &before, id), ids(&joined, &after, id), "{id}");
    }
    let families = |knowledge: &KnowledgeBase, insight: &Insight| -> Vec<Vec<String>> {
        let members = |family: &coebook::analyse::Family| {
            family.members.iter().map(|coe| knowledge.coes[*coe].id.to_string()).collect()
        };
        insight.families.iter().map(members).collect()
    };
    assert_eq!(families(&alone, &before), families(&joined, &after));
}

/// What was missed and what misled, for those who tune it.
fn tell(judged: &Judged, insight: &Insight) {
    let id = |coe: usize| judged.knowledge.coes[coe].id.to_string();
    let words = |from: usize, to: usize| {
        let place = insight.related[from].iter().position(|it| it.to == to);
        let told = place.map(|place| {
            let it = &insight.related[from][place];
            let reasons: Vec<String> =
                it.reasons.iter().map(|reason| format!("{} {:.2}", reason.text(), reason.strength)).collect();
            format!("{:.2} #{} {}", it.score, place + 1, reasons.join("; "))
        });
        told.unwrap_or_else(|| "-".to_owned())
    };
    for ((a, b), verdict) in &judged.verdicts {
        println!("  {verdict:?}: {} | {}: {} || {}", id(*a), id(*b), words(*a, *b), words(*b, *a));
    }
    for (coe, related) in insight.related.iter().enumerate() {
        for told in related.iter().take(3).filter(|it| judged.verdict(coe, it.to).is_none()) {
            println!("  unjudged: {} | {}: {}", id(coe), id(told.to), words(coe, told.to));
        }
    }
    for family in &insight.families {
        let members: Vec<String> = family.members.iter().map(|coe| id(*coe)).collect();
        println!("  family {}: {}", family.title, members.join(", "));
    }
}
