//! The words of a knowledge base, and the edits that make one another, for programs.

use serde_json::{Value, json};

use super::listing::{Listing, Used};
use super::plan::Plan;

/// Everything about the words of a knowledge base.
pub fn json(listing: &Listing) -> Value {
    json!({
        "schema": "coebook/vocabulary/1",
        "kinds": listing.kinds.iter().map(kind).collect::<Vec<_>>(),
    })
}

fn kind(used: &Used) -> Value {
    let words = used.words.iter().map(|word| {
        json!({
            "word": word.word,
            "coes": word.coes,
            "spellings": word.spellings.iter().map(|(word, coes)| json!({"word": word, "coes": coes}))
                .collect::<Vec<_>>(),
            "term": word.term,
            "nearest": word.nearest,
        })
    });
    let alike = used.alike.iter().map(|pair| {
        let run = Some(&pair.run).filter(|_| !pair.in_text_only);
        json!({"word": pair.word, "keep": pair.keep, "why": pair.why, "run": run})
    });
    json!({
        "kind": used.kind.word(),
        "controlled": used.controlled,
        "words": words.collect::<Vec<_>>(),
        "alike": alike.collect::<Vec<_>>(),
        "unused": used.unused,
    })
}

/// What a plan edits.
pub fn plan_json(plan: &Plan, written: Written) -> Value {
    json!({
        "schema": "coebook/vocabulary-change/1",
        "kind": plan.change.kind.word(),
        "from": plan.change.from,
        "to": plan.change.to,
        "written": written == Written::Yes,
        "files": plan.files.iter().map(|file| &file.path).collect::<Vec<_>>(),
        "by_hand": plan.left.iter().map(|(path, why)| json!({"path": path, "why": why})).collect::<Vec<_>>(),
    })
}

/// Whether the edits of a plan were put in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// They were.
    Yes,
    /// They were only made in memory.
    No,
}
