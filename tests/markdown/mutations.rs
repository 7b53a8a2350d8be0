//! Documents that went wrong in any way still make pages.

use super::inspect::assert_harmless;
use super::site::{document, link};
use coebook::model::{EntrySource, Link, Target};
use coebook::render::markdown::Anchor;

const SAMPLE: &str = "# Title\n\nIntro with [[x]], PM-7 and https://a.b/c_(d).[^n]\n\n## Timeline\n\n\
    - **14:02 Alarm** in `eu-1`\n  goes on\n  - nested *item*\n- [x] 14:05 done\n\n> - quoted\n>   more\n\n\
    | time | what |\n|---|---|\n| 14:10 | a \\| b |\n\nTerm\n: Definition\n\n```sh\necho \"$x\" <y>\n```\n\n\
    <details><summary>More</summary>\n\nText <b>bold</b> &amp; ![alt](arc.png)\n\n</details>\n\n> [!NOTE]\n> Mind.\n\n\
    [ref]: https://a.b/ \"t\"\n[^n]: Note [ref]\n";

/// A fixed sequence that looks random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn mutated(dice: &mut Dice) -> String {
    const BYTES: &[u8] = b"*_`[]()<>#|-!\\\n\r\t &\"'~^:>  x\0\xc3\xa9\xff";
    let mut bytes = SAMPLE.as_bytes().to_vec();
    for _ in 0..=dice.below(12) {
        let at = dice.below(bytes.len());
        match dice.below(4) {
            0 => bytes[at] = BYTES[dice.below(BYTES.len())],
            1 => bytes.insert(at, BYTES[dice.below(BYTES.len())]),
            2 => drop(bytes.remove(at)),
            _ => {
                let end = (at + dice.below(40)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, copy);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn every_anchor_stands_on_the_page_at_most_once_whatever_the_text() {
    let mut dice = Dice(7);
    let ids: Vec<String> = (0..40).map(|index| format!("anchor-{index}-")).collect();
    let target = Target::Coe(1);
    for round in 0..3000 {
        let text = mutated(&mut dice);
        let mut places: Vec<usize> = (0..ids.len()).map(|_| dice.below(text.len() + 3)).collect();
        places.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        places.sort_unstable();
        let anchors: Vec<Anchor<'_>> =
            places.iter().zip(&ids).map(|(at, id)| Anchor { at: *at, id }).collect();
        let mut links: Vec<Link> = (0..10)
            .map(|_| (dice.below(text.len()), dice.below(9)))
            .map(|(start, length)| Link {
                span: start..start + length,
                target: target.clone(),
                fragment: None,
            })
            .collect();
        links.sort_by_key(|link| link.span.start);
        let document = document(&text, &links, &anchors);
        let html = document.html(0..text.len()) + &document.footnotes().unwrap_or_default();
        assert_harmless(&html, &format!("round {round}: {text}"));
        for id in &ids {
            assert!(html.matches(&format!("id=\"{id}\"")).count() <= 1, "{id} in round {round}: {text}");
        }
        let (a, b, c) = (dice.below(text.len()), dice.below(text.len()), dice.below(text.len()));
        let entry = EntrySource { opening: "**", ranges: vec![a..b, b..c, c..text.len(), 0..a] };
        assert_harmless(&document.fragment(&entry), &format!("{entry:?} of round {round}: {text}"));
        assert_harmless(&document.inline(a..b), &format!("{a}..{b} of round {round}: {text}"));
        let _ = document.plain(a..b);
    }
}

#[test]
fn the_same_document_makes_the_same_page() {
    let links = [link(SAMPLE, "[[x]]", Target::Coe(1)), link(SAMPLE, "PM-7", Target::Coe(2))];
    let anchors = [Anchor { at: 0, id: "title" }];
    let page = || {
        let document = document(SAMPLE, &links, &anchors);
        (document.html(0..SAMPLE.len()), document.footnotes())
    };
    assert_eq!(page(), page());
}

#[test]
fn every_anchor_of_a_sound_document_is_on_the_page() {
    let places: Vec<usize> =
        ["# Title", "Intro", "## Time", "- **14", "- nested", "- [x]", "- quoted", "| 14:10", "Term"]
            .iter()
            .map(|words| SAMPLE.find(words).unwrap())
            .collect();
    let ids: Vec<String> = places.iter().map(|at| format!("at-{at}")).collect();
    let anchors: Vec<Anchor<'_>> = places.iter().zip(&ids).map(|(at, id)| Anchor { at: *at, id }).collect();
    let html = document(SAMPLE, &[], &anchors).html(0..SAMPLE.len());
    for id in &ids {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
    }
}
