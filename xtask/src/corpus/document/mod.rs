//! One plan -> one Markdown document.

mod actions;
mod body;
mod front_matter;
mod headings;
mod labels;
mod timeline;

use self::actions::{Action, Place};
use self::body::Manner;
use self::headings::{Language, Role};
use super::plan::{Plan, Profile};
use super::prose::Voice;
use super::random::Random;
use super::words::Lexicon;

/// A part of the document.
enum Block {
    /// Finished text, with its heading.
    Fixed(String),
    /// A section that grows with the size of the document: this many parts of what is left.
    Told { role: Role, manner: Manner, weight: usize },
}

/// Writes document `index` of `plans`.
pub(super) fn write(index: usize, plans: &[Plan], lexicon: &Lexicon, seed: u64) -> String {
    let plan = &plans[index];
    // Not the stream that planned it: the two must not repeat each other's draws.
    let mut voice = Voice::new(lexicon, plan, Random::for_item(seed ^ 0xD0C0, index));
    let before: Vec<&Plan> = plan.before.iter().map(|&earlier| &plans[earlier]).collect();
    let language = language(plan, voice.random());
    let zone = zone(voice.random());
    let actions = actions::invent(&mut voice, plan.phases.recovered.day());
    let place = place(plan.profile, voice.random());
    let mut text = match plan.profile {
        Profile::FreeForm => labels::write(&mut voice, &actions),
        Profile::Debrief | Profile::Coe | Profile::Howie => {
            let actions_here = place == Place::FrontMatter;
            let choices = front_matter::Choices { zone, actions: &actions, actions_here, before: &before };
            let mut text = front_matter::write(&mut voice, &choices);
            if voice.random().chance(30) {
                text += &format!("\n# {}\n", plan.title);
            }
            text
        }
    };
    let cited = cited(index, plans, &before, voice.random());
    let mut citations = body::citations(&mut voice, &cited);
    let mut blocks = blocks(&mut voice, language, zone, &actions, place);
    if matches!(plan.profile, Profile::Coe | Profile::FreeForm) && citations.len() > 1 {
        blocks.push(related(language, &citations.split_off(1)));
    }
    let told = tell(&mut voice, &blocks, language, citations, plan.target_bytes.saturating_sub(text.len()));
    text += &match plan.profile {
        Profile::FreeForm => labels::restyle(&told, voice.random()),
        Profile::Debrief | Profile::Coe | Profile::Howie => told,
    };
    text
}

/// One document in a hundred has Norwegian headings, one Japanese.
fn language(plan: &Plan, random: &mut Random) -> Language {
    match random.below(100) {
        0 => Language::Norwegian,
        1 => Language::Japanese,
        _ if plan.profile == Profile::FreeForm => Language::Template,
        _ => Language::English,
    }
}

/// The zone a document states, if any: most do.
fn zone(random: &mut Random) -> Option<&'static str> {
    [
        Some("UTC"),
        Some("UTC"),
        Some("UTC"),
        Some("+01:00"),
        Some("-05:00"),
        Some("-08:00"),
        Some("+09:00"),
        None,
    ][random.index(8)]
}

fn place(profile: Profile, random: &mut Random) -> Place {
    match (profile, random.below(10)) {
        (Profile::FreeForm, 0..4) | (_, 6 | 7) => Place::Table,
        (Profile::FreeForm, 4 | 5) => Place::Checkboxes,
        (Profile::FreeForm, _) | (_, 8..) => Place::Bullets,
        _ => Place::FrontMatter,
    }
}

/// Earlier documents the text links to: relatives, and now and then anything.
fn cited<'a>(index: usize, plans: &'a [Plan], before: &[&'a Plan], random: &mut Random) -> Vec<&'a Plan> {
    let mut cited: Vec<&Plan> = before.iter().copied().filter(|_| random.chance(60)).collect();
    for _ in 0..random.below(3) {
        if index > 0 {
            cited.push(&plans[random.index(index)]);
        }
    }
    cited
}

/// The sections of the document's profile, in their order.
fn blocks(
    voice: &mut Voice<'_>,
    language: Language,
    zone: Option<&str>,
    actions: &[Action],
    place: Place,
) -> Vec<Block> {
    use Manner::{Bullets, Factors, Paragraphs, Whys};
    let told = |role, manner, weight| Block::Told { role, manner, weight };
    let timeline = Block::Fixed(timeline::section(voice, language, zone));
    let mut blocks = match voice.plan().profile {
        Profile::Debrief => vec![
            told(Role::Narrative, Paragraphs, 5),
            told(Role::Impact, Paragraphs, 2),
            timeline,
            told(Role::Causes, Factors, 2),
            told(Role::Takeaways, Bullets, 1),
        ],
        Profile::Coe => vec![
            told(Role::Summary, Paragraphs, 4),
            told(Role::Impact, Paragraphs, 2),
            timeline,
            told(Role::Detection, Paragraphs, 2),
            told(Role::Diagnosis, Paragraphs, 3),
            told(Role::Mitigation, Paragraphs, 2),
            told(Role::WhyChain, Whys, 3),
            told(Role::Contributors, Factors, 2),
            told(Role::Takeaways, Bullets, 2),
        ],
        Profile::Howie => vec![
            told(Role::Takeaways, Bullets, 2),
            told(Role::Background, Paragraphs, 4),
            told(Role::People, Bullets, 1),
            told(Role::Summary, Paragraphs, 2),
            told(Role::Impact, Paragraphs, 2),
            told(Role::Narrative, Paragraphs, 10),
            timeline,
            told(Role::Trigger, Paragraphs, 1),
            told(Role::Contributors, Factors, 4),
            told(Role::Mitigators, Bullets, 1),
            told(Role::Risks, Bullets, 1),
            told(Role::Difficulties, Bullets, 2),
            told(Role::Surprises, Bullets, 1),
        ],
        Profile::FreeForm => vec![
            told(Role::Summary, Paragraphs, 4),
            told(Role::Impact, Paragraphs, 2),
            told(Role::Causes, Paragraphs, 3),
            told(Role::Trigger, Paragraphs, 1),
            told(Role::Mitigation, Paragraphs, 2),
            told(Role::Detection, Paragraphs, 1),
            told(Role::WentWell, Bullets, 2),
            told(Role::WentWrong, Bullets, 2),
            told(Role::GotLucky, Bullets, 1),
            timeline,
            told(Role::References, Bullets, 1),
        ],
    };
    if place != Place::FrontMatter {
        blocks.push(Block::Fixed(actions::section(actions, place, language)));
    }
    blocks
}

/// The section that lists what has happened before.
fn related(language: Language, citations: &[String]) -> Block {
    let items: Vec<String> = citations.iter().map(|citation| format!("- {citation}\n")).collect();
    Block::Fixed(format!("## {}\n\n{}", language.heading(Role::Related), items.concat()))
}

/// Joins the blocks; what is left of `bytes` after the fixed ones is shared by weight among the others.
fn tell(
    voice: &mut Voice<'_>,
    blocks: &[Block],
    language: Language,
    citations: Vec<String>,
    bytes: usize,
) -> String {
    let (mut fixed, mut weights) = (citations.iter().map(String::len).sum(), 0);
    for block in blocks {
        match block {
            Block::Fixed(text) => fixed += text.len() + 1,
            Block::Told { weight, .. } => weights += weight,
        }
    }
    let left = bytes.saturating_sub(fixed);
    let mut citations = citations.into_iter();
    let mut text = String::new();
    // What one section is too long, the next is shorter, so that the document ends near its size.
    let mut owed: i64 = 0;
    for block in blocks {
        text.push('\n');
        let (role, manner, weight) = match block {
            Block::Fixed(section) => {
                text += section;
                continue;
            }
            Block::Told { role, manner, weight } => (*role, *manner, weight),
        };
        let start = text.len();
        owed += (left * weight / weights.max(1)) as i64;
        text += &format!("## {}\n\n", language.heading(role));
        if let Some(greeting) = language.greeting().filter(|_| role == Role::Summary) {
            text += &format!("{greeting}\n\n");
        }
        let room = usize::try_from(owed - (text.len() - start) as i64).unwrap_or(0);
        text += &body::fill(voice, manner, room);
        owed -= (text.len() - start) as i64;
        if manner != Manner::Paragraphs {
            continue;
        }
        if let Some(citation) = citations.next() {
            text += &format!("\n{citation}\n");
        }
    }
    for citation in citations {
        text += &format!("\n{citation}\n");
    }
    text
}
