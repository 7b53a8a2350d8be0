//! Why COEs are related, and how strongly, as readers see it.

use std::fmt::Write;

use crate::analyse::{Reason, ReasonKind, Words};
use crate::render::figures::Escaped;
use crate::render::view::{Html, Strength, Why};
use crate::render::words;

/// Reasons with the words of both documents marked, the strongest first.
pub(super) fn told(reasons: &[Reason], most: usize) -> Vec<Why> {
    reasons.iter().take(most).map(|reason| Why { html: html(reason) }).collect()
}

/// The reasons besides what authors state or cite, which the place of a COE in a list says already.
pub(super) fn besides(reasons: &[Reason], most: usize) -> Vec<Why> {
    let said = |reason: &&Reason| matches!(reason.kind, ReasonKind::Relation(_) | ReasonKind::Citation);
    let others = reasons.iter().filter(|reason| !said(reason));
    others.take(most).map(|reason| Why { html: html(reason) }).collect()
}

fn html(reason: &Reason) -> Html {
    let mut html = String::new();
    for words in &reason.words {
        // Writing to a string cannot fail.
        _ = match words {
            Words::Plain(words) => write!(html, "{}", Escaped(words)),
            Words::Shared(words) => write!(html, "<mark>{}</mark>", Escaped(words)),
        };
    }
    Html(html)
}

/// A score as one of four steps: more of them would claim a precision it does not have.
pub(super) fn strength(score: f32, words: &words::Words) -> Strength {
    let (level, key) = match score {
        _ if score >= 0.7 => (4, "alike.very_much"),
        _ if score >= 0.5 => (3, "alike.much"),
        _ if score >= 0.3 => (2, "alike.in_part"),
        _ => (1, "alike.a_little"),
    };
    Strength { level, words: words.said(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_what_stands_in_both_and_escapes_everything() {
        let words = vec![
            Words::Plain("both say <b> ".to_owned()),
            Words::Shared("a \"lease\" & <quorum>".to_owned()),
        ];
        let reason = Reason { kind: ReasonKind::SharedWords, strength: 0.5, words };
        assert_eq!(
            html(&reason).0,
            "both say &lt;b&gt; <mark>a &quot;lease&quot; &amp; &lt;quorum&gt;</mark>"
        );
    }

    #[test]
    fn strength_grows_with_the_score() {
        let levels =
            [0.0, 0.29, 0.3, 0.5, 0.7, 1.0].map(|score| strength(score, &words::Words::english()).level);
        assert_eq!(levels, [1, 1, 2, 3, 4, 4]);
    }
}
