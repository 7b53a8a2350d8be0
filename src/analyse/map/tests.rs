use super::*;
use crate::analyse::{Related, Words};
use crate::model::{CoeId, Fact, Origin, Source};

/// A corpus of neighbourhoods with fuzzy borders, as a made-up related list per COE would have it.
fn corpus(number: usize) -> (KnowledgeBase, Insight) {
    let bare = bare();
    let coes: Vec<Coe> = (0..number).map(|index| coe(index, bare.clone())).collect();
    let related = (0..number).map(|index| likes(index)).collect();
    let none = vec![Vec::new(); number];
    let knowledge = KnowledgeBase { coes, relations: vec![Vec::new(); number], ..KnowledgeBase::default() };
    (knowledge, Insight { related, pending: none, ..Insight::default() })
}

/// A COE that says nothing.
fn bare() -> Coe {
    let folder = tempfile::tempdir().unwrap();
    crate::fs::write_new(&folder.path().join("2024-01-01-one.md"), b"# One\n\nIt broke.\n").unwrap();
    crate::open(folder.path(), &|_| ()).unwrap().knowledge.coes.remove(0)
}

/// The `index`-th of all COEs, one a day; ids are in no order of time.
fn coe(index: usize, bare: Coe) -> Coe {
    let day = Day {
        year: 2015 + (index / 336) as i16,
        month: 1 + (index / 28 % 12) as i8,
        day: 1 + (index % 28) as i8,
    };
    Coe {
        id: CoeId::from_words(&format!("{:x}-{index}", stable::number(&index.to_string()))).unwrap(),
        date: Some(Fact::new(day, Origin::outside(Source::FrontMatter))),
        causes: vec![format!("cause-{}", topic(index))],
        ..bare
    }
}

fn topic(index: usize) -> usize {
    (stable::number(&format!("topic {index}")) % 40) as usize
}

/// Six of the same topic before it, two of any.
fn likes(index: usize) -> Vec<Related> {
    let same = (0..index).rev().filter(|other| topic(*other) == topic(index)).take(6);
    let any = (0..2).map(|turn| (stable::number(&format!("{index}/{turn}")) % index.max(1) as u64) as usize);
    let related = |to: usize| Related {
        to,
        score: 0.25 + (stable::number(&format!("{index} {to}")) % 60) as f32 / 100.0,
        reasons: vec![Reason {
            kind: ReasonKind::SharedCause,
            strength: 0.4,
            words: vec![Words::Plain("both: ".into()), Words::Shared(format!("cause-{}", topic(to)))],
        }],
    };
    same.map(related).chain(any.filter(|to| *to < index).map(related)).collect()
}

fn map(number: usize) -> (KnowledgeBase, Map) {
    let (knowledge, insight) = corpus(number);
    let map = of(&knowledge, &insight);
    (knowledge, map)
}

/// How far the COEs of the smaller corpus move when the larger one is mapped, in order.
fn moves(few: usize, more: usize) -> Vec<f64> {
    let ((_, before), (_, after)) = (map(few), map(more));
    let far = |(a, b): (&Place, &Place)| f64::from((a.x - b.x).pow(2) + (a.y - b.y).pow(2)).sqrt();
    let mut moves: Vec<f64> = before.places.iter().zip(&after.places).map(far).collect();
    moves.sort_by(f64::total_cmp);
    moves
}

#[test]
fn one_more_coe_moves_the_others_little() {
    let moves = moves(1000, 1001);
    let width = 3000.0;
    let same = |m: &Map| {
        m.communities
            .iter()
            .map(|c| (c.id.clone(), c.members.len()))
            .collect::<std::collections::BTreeSet<_>>()
    };
    let (a, b) = (same(&map(1000).1), same(&map(1001).1));
    let ((_, ma), (_, mb)) = (map(1000), map(1001));
    let name =
        |m: &Map, i: usize| m.community_of[i].map(|c| (m.communities[c].id.clone(), m.communities[c].middle));
    let stay = (0..1000).filter(|i| name(&ma, *i).map(|it| it.0) == name(&mb, *i).map(|it| it.0)).count();
    let mut mids: Vec<(i32, i32)> = ma
        .communities
        .iter()
        .filter_map(|c| {
            mb.communities
                .iter()
                .find(|d| d.id == c.id)
                .map(|d| (d.middle.x - c.middle.x, d.middle.y - c.middle.y))
        })
        .collect();
    mids.sort_by_key(|(x, y)| x * x + y * y);
    println!("stay {stay}; middles {:?} edges {} {}", mids, ma.edges.len(), mb.edges.len());
    println!("communities {} {} same {}", a.len(), b.len(), a.intersection(&b).count());
    println!("median {} p90 {} p99 {} max {}", moves[500], moves[900], moves[990], moves[999]);
    assert!(moves[500] <= width / 100.0, "{}", moves[500]);
}

#[test]
#[ignore]
fn speed() {
    for number in [10_000, 50_000] {
        let (knowledge, insight) = corpus(number);
        let start = std::time::Instant::now();
        let order = in_order_of_time(&knowledge.coes);
        let edges = edges::all(&knowledge, &insight, &order);

        let order = in_order_of_time(&knowledge.coes);
        let edges = edges::all(&knowledge, &insight, &order);
        let groups = communities::find(&order, &edges);
        println!(
            "groups {} {:?} {:?}",
            groups.len(),
            start.elapsed(),
            groups.iter().map(Vec::len).take(20).collect::<Vec<_>>()
        );
        drop(groups);
        let start = std::time::Instant::now();
        let map = of(&knowledge, &insight);
        println!("all {:?} {:?}", start.elapsed(), map.shore);
    }
}
