#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::*;
use crate::analyse::{Related, Words};
use crate::model::{CoeId, Fact, Origin, Source};

/// A corpus of neighbourhoods with fuzzy borders, as a made-up related list per COE would have it.
fn corpus(number: usize) -> (KnowledgeBase, Insight) {
    let bare = bare();
    let coes: Vec<Coe> = (0..number).map(|index| coe(index, bare.clone())).collect();
    let related = (0..number).map(likes).collect();
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
fn one_more_coe_leaves_the_others_where_they_were() {
    let moves = moves(1000, 1001);
    assert!(moves[500] <= 1.0 && moves[990] <= f64::from(STEP), "{} {}", moves[500], moves[990]);
}

#[test]
fn ten_more_coes_move_the_others_little() {
    let moves = moves(1000, 1010);
    let width = f64::from(map(1000).1.places.iter().map(|place| place.x.abs()).max().unwrap()) * 2.0;
    assert!(moves[500] <= width / 50.0, "{} of {width}", moves[500]);
}

#[test]
fn no_coe_stands_on_another() {
    let (_, map) = map(2000);
    let mut places: Vec<(i32, i32)> = map.places.iter().map(|place| (place.x, place.y)).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 2000);
}

#[test]
fn hardly_an_island_lies_on_another() {
    let (_, map) = map(4000);
    let on = |a: &Community, b: &Community| {
        let (dx, dy) = ((a.middle.x - b.middle.x).abs(), (a.middle.y - b.middle.y).abs());
        dx < a.half.x + b.half.x + STEP / 2 && dy < a.half.y + b.half.y + STEP / 2
    };
    let islands = &map.communities;
    let pairs = islands.iter().enumerate().flat_map(|(at, a)| islands[..at].iter().map(move |b| (a, b)));
    let overlaps = pairs.filter(|(a, b)| on(a, b)).count();
    assert!(islands.len() > 100 && overlaps * 50 <= islands.len(), "{overlaps} of {}", islands.len());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (knowledge, insight) = corpus(600);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| of(&knowledge, &insight))
    };
    assert_eq!(with(1), with(8));
}

#[test]
fn nobody_is_like_too_many() {
    let (mut knowledge, mut insight) = corpus(300);
    knowledge.coes.iter_mut().for_each(|coe| coe.causes = vec!["same".to_owned()]);
    let all_like = |from: usize| {
        let related = |to: usize| Related { to, ..likes(299)[0].clone() };
        (0..9).filter(|to| *to != from).map(related).collect()
    };
    insight.related = (0..300).map(all_like).collect();
    let map = of(&knowledge, &insight);
    assert!(map.degrees.iter().all(|degree| *degree <= 12), "{:?}", map.degrees);
}

#[test]
fn communities_are_what_they_share() {
    let (_, map) = map(400);
    assert!(map.communities.iter().all(|community| community.members.len() >= 3));
    let named = map.communities.iter().filter(|community| community.title.starts_with("Cause ")).count();
    assert!(map.communities.len() > 5 && named * 4 >= map.communities.len() * 3, "{:?}", map.communities);
}

#[test]
fn few_coes_have_a_map_too() {
    for number in 0..3 {
        let (_, map) = map(number);
        assert_eq!((map.places.len(), map.communities.len(), map.tells()), (number, 0, false));
    }
}

/// Prints how long each part takes: run it in a release build.
#[test]
#[ignore = "a measurement"]
#[allow(clippy::print_stdout, reason = "a measurement is printed")]
fn measures_ten_and_fifty_thousand() {
    for number in [10_000, 50_000] {
        let (knowledge, insight) = corpus(number);
        let start = std::time::Instant::now();
        let map = of(&knowledge, &insight);
        println!("{number} COEs, {} edges: {:?}", map.edges.len(), start.elapsed());
    }
}
