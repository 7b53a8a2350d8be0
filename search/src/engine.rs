//! The engine: questions in, answers out; what it needs for them is told by name and given from outside.

use std::sync::Arc;

use serde_json::json;

use crate::answer::{Answer, Correction, Hit, MOST, Problem, Question, Sort, facets};
use crate::filter::{Facets, Sieve};
use crate::open::Opened;
use crate::pieces::{NAME, Shelf, Table, Unfit, unpack};
use crate::query::{self, Query, Restriction};
use crate::score::{Marks, Scorer};
use crate::snippet::{marked, snippet};
use crate::symptom;
use crate::terms::Stems;
use crate::text::Stored;
use crate::words::nearest;

/// An index that answers.
#[derive(Debug)]
pub struct Engine {
    shelf: Arc<Shelf>,
    opened: Opened,
    stems: Stems,
    texts: Texts,
}

/// What comes back of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The answer.
    Answer(Box<Answer>),
    /// Pieces the answer needs: give them and ask again.
    Need(Vec<String>),
}

/// Where the text of each document is.
#[derive(Debug)]
struct Texts {
    /// The number after the last document of each group.
    ends: Vec<u32>,
    names: String,
}

impl Texts {
    fn of(table: &Table) -> Texts {
        let mut end = 0;
        let ends = table.groups.iter().map(|count| {
            end += count;
            end
        });
        Texts { ends: ends.collect(), names: table.texts.clone() }
    }

    /// The piece a document is in, and its line there.
    fn place(&self, document: u32) -> Option<(&str, usize)> {
        let group = self.ends.partition_point(|end| *end <= document);
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some((self.names.get(group * NAME..(group + 1) * NAME)?, (document - start) as usize))
    }
}

impl Engine {
    /// Opens an index by its hot piece.
    ///
    /// # Errors
    /// When it is of another version or damaged.
    pub fn open(hot: &[u8]) -> Result<Engine, Unfit> {
        let (table, blob) = unpack(hot)?;
        let shelf = Arc::new(Shelf::new(&table, blob)?);
        let opened =
            Opened::open(Arc::clone(&shelf) as _).map_err(|error| Unfit::Damaged(error.to_string()))?;
        Ok(Engine { stems: Stems::of(&table.languages), texts: Texts::of(&table), shelf, opened })
    }

    /// Takes a piece; says whether its bytes are those of its name.
    pub fn give(&self, piece: &str, bytes: Vec<u8>) -> bool {
        self.shelf.give(piece, bytes)
    }

    /// How many documents there are.
    pub fn documents(&self) -> usize {
        self.opened.documents()
    }

    /// Answers a question, or says what it needs for that.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn ask(&self, question: &Question) -> Result<Reply, Unfit> {
        self.shelf.take_missing();
        let answered = self.answer(question);
        let missing = self.shelf.take_missing();
        if !missing.is_empty() {
            return Ok(Reply::Need(missing));
        }
        let answer = answered.map_err(|error| Unfit::Damaged(error.to_string()))?;
        self.shelf.tidy();
        Ok(Reply::Answer(Box::new(answer)))
    }

    /// Answers a question with pieces from somewhere.
    ///
    /// # Errors
    /// When a piece is missing or damaged.
    pub fn ask_with(
        &self,
        question: &Question,
        piece: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Answer, Unfit> {
        loop {
            let needed = match self.ask(question)? {
                Reply::Answer(answer) => return Ok(*answer),
                Reply::Need(needed) => needed,
            };
            for name in needed {
                let bytes =
                    piece(&name).ok_or_else(|| Unfit::Damaged(format!("the piece {name} is missing")))?;
                if !self.give(&name, bytes) {
                    return Err(Unfit::Damaged(format!("the piece {name} holds something else")));
                }
            }
        }
    }

    /// The same with JSON on both sides: `{"answer": …}`, `{"need": […]}` or `{"error": "…"}`.
    pub fn ask_json(&self, question: &str) -> String {
        let reply = match serde_json::from_str::<Question>(question) {
            Ok(question) => self.ask(&question).map_err(|error| error.to_string()),
            Err(error) => Err(format!("the question is malformed: {error}")),
        };
        match reply {
            Ok(Reply::Answer(answer)) => json!({"answer": answer}),
            Ok(Reply::Need(names)) => json!({"need": names}),
            Err(error) => json!({"error": error}),
        }
        .to_string()
    }

    fn answer(&self, question: &Question) -> tantivy::Result<Answer> {
        let query = if question.symptom { Query::default() } else { query::parse(&question.query) };
        let mut scorer = Scorer {
            opened: &self.opened,
            stems: &self.stems,
            scope: &query.scope,
            marks: Marks::default(),
            corrections: Vec::new(),
        };
        let mut problems = query.problems.clone();
        // Words and facets are looked for before either counts as failed: their pieces come in one round.
        let found = if question.symptom {
            self.by_symptom(&question.query, &mut scorer)
        } else {
            scorer.outcome(&query.words).map(|outcome| (outcome.scores, outcome.is_relaxed))
        };
        let needs_facets = question.facets || !query.filters.is_empty();
        let known = if needs_facets { Some(Facets::read(&self.opened)) } else { None };
        let (mut scores, relaxed) = found?;
        let mut counts = Vec::new();
        if let Some(known) = known.transpose()? {
            problems.extend(unknown_values(&query, &known, &question.query));
            let sifted = Sieve::new(&self.opened, &known, &query.filters)?.sift(&scores);
            scores = sifted.scores;
            counts = if question.facets { sifted.counts } else { counts };
        }
        let ranked = rank(&scores, question.sort);
        let limit = question.limit.min(MOST);
        let shown: Vec<(u32, f32)> = ranked.iter().copied().skip(question.offset).take(limit).collect();
        let (marks, corrections) = (scorer.marks, scorer.corrections);
        let hits: Vec<_> =
            shown.iter().map(|(document, score)| self.hit(*document, *score, &marks, &query.scope)).collect();
        Ok(Answer {
            query: question.query.clone(),
            total: ranked.len(),
            relaxed: relaxed && !ranked.is_empty(),
            problems: problems.iter().map(|problem| told(problem, &question.query)).collect(),
            suggestion: suggestion(&question.query, &corrections),
            corrections: corrections.into_iter().map(|(word, meant)| Correction { word, meant }).collect(),
            facets: facets(counts),
            hits: hits.into_iter().collect::<tantivy::Result<_>>()?,
        })
    }

    fn by_symptom(&self, log: &str, scorer: &mut Scorer<'_>) -> tantivy::Result<(Vec<Option<f32>>, bool)> {
        let words = symptom::words(log, &self.opened)?;
        if words.is_empty() {
            return Ok((vec![None; self.opened.documents()], false));
        }
        Ok((scorer.most_of(&words, symptom::SHARE)?, false))
    }

    fn hit(&self, document: u32, score: f32, marks: &Marks, scope: &[String]) -> tantivy::Result<Hit> {
        let damaged = || std::io::Error::other("a text is missing in the index");
        let (piece, line) = self.texts.place(document).ok_or_else(damaged)?;
        let bytes = self.shelf.piece(piece)?;
        let line = bytes.as_slice().split(|byte| *byte == b'\n').nth(line).ok_or_else(damaged)?;
        let stored: Stored<'_> = serde_json::from_slice(line)?;
        let snippet = snippet(&stored, marks, scope);
        let section = snippet.section.map(|number| &stored.sections[number]);
        let part =
            |place: usize| section.map(|section| section[place].to_string()).filter(|part| !part.is_empty());
        let title_parts = marked(&stored.card.title, marks);
        let card = stored.card.into_owned();
        Ok(Hit {
            id: card.id,
            title: card.title,
            url: card.url,
            path: card.path,
            // Four digits tell apart what is to be told apart.
            score: f64::from((score * 10_000.0).round()) / 10_000.0,
            date: card.date,
            severity: card.severity,
            status: card.status,
            services: card.services,
            anchor: part(0),
            section: part(1),
            role: part(2),
            snippet: snippet.parts.concat(),
            parts: snippet.parts,
            title_parts,
            mitigation: card.mitigation,
        })
    }
}

/// Documents that fit, the best first; of those alike the latest, which has the highest number.
fn rank(scores: &[Option<f32>], sort: Sort) -> Vec<(u32, f32)> {
    let fitting = (0..).zip(scores).filter_map(|(document, score)| Some((document, (*score)?)));
    let mut ranked: Vec<(u32, f32)> = fitting.collect();
    ranked.sort_by(|a, b| {
        let by_score = match sort {
            Sort::Relevance => b.1.total_cmp(&a.1),
            Sort::Date => std::cmp::Ordering::Equal,
        };
        by_score.then(b.0.cmp(&a.0))
    });
    ranked
}

/// Of how many values it is told that no document has them.
const MOST_UNKNOWN: usize = 5;

/// Values of facets that no document has, with the nearest that one has.
fn unknown_values(query: &Query, known: &Facets, text: &str) -> Vec<query::Problem> {
    let mut problems = Vec::new();
    for filter in &query.filters {
        let Restriction::Facet { name, values } = &filter.what else { continue };
        for value in values {
            let message = format!("no incident has `{name}:{value}`");
            let is_told = problems.iter().any(|problem: &query::Problem| problem.message == message);
            if is_told || known.known(name).any(|known| known.value == *value) {
                continue;
            }
            if problems.len() == MOST_UNKNOWN {
                return problems;
            }
            let near = nearest(value, known.known(name).map(|known| known.value.as_str()), 3);
            let begun = || {
                known
                    .known(name)
                    .map(|known| known.value.as_str())
                    .find(|known| known.contains(value.as_str()))
            };
            let hint = match near.or_else(begun) {
                Some(near) => format!("did you mean `{name}:{near}`?"),
                None => {
                    let mut some: Vec<&str> =
                        known.known(name).map(|known| known.value.as_str()).take(6).collect();
                    some.sort_unstable();
                    if some.is_empty() {
                        format!("`{name}:` is told of no incident")
                    } else {
                        format!("there are for example {}", some.join(", "))
                    }
                }
            };
            let written = text.find(&format!("{name}:")).unwrap_or(0);
            let end = text[written..].find(char::is_whitespace).map_or(text.len(), |end| written + end);
            problems.push(query::Problem { range: written..end, message, hint });
        }
    }
    problems
}

fn told(problem: &query::Problem, text: &str) -> Problem {
    let units = |place: usize| text.get(..place).unwrap_or(text).encode_utf16().count();
    Problem {
        start: units(problem.range.start),
        end: units(problem.range.end),
        message: problem.message.clone(),
        hint: problem.hint.clone(),
    }
}

/// The query with the words that were meant.
fn suggestion(query: &str, corrections: &[(String, String)]) -> Option<String> {
    if corrections.is_empty() {
        return None;
    }
    let mut words: Vec<String> = query.split(' ').map(str::to_owned).collect();
    for word in &mut words {
        let folded = crate::fold::fold(word.trim_matches(|char: char| !char.is_alphanumeric()));
        if let Some((_, meant)) = corrections.iter().find(|(typed, _)| *typed == folded) {
            word.clone_from(meant);
        }
    }
    Some(words.join(" ")).filter(|suggested| suggested != query)
}
