//! Where parts go that stand in no section of the document, by the profile of the document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::{Coe, Profile, Role, Section, SectionForm, Source};

static ORDERS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/profiles.toml")).unwrap_or_default());

/// The byte before which a part of this role belongs: where a section begins, or the end of the text.
pub(super) fn place(coe: &Coe, role: Role) -> usize {
    let order = ORDERS.get(word(coe.profile.value)).map_or(&[][..], Vec::as_slice);
    let rank = |role: Role| order.iter().position(|word| word == role.word());
    let own = rank(role);
    let mut place = coe.text.len();
    for section in top_sections(coe).into_iter().rev() {
        match section.role.and_then(rank) {
            later if later.is_some() && later > own => place = section.range.start,
            _ => break,
        }
    }
    place
}

fn word(profile: Profile) -> &'static str {
    match profile {
        Profile::Debrief => "debrief",
        Profile::Coe => "coe",
        Profile::Howie => "howie",
    }
}

/// The name of the profile where the author chose one; else empty.
pub(super) fn chosen(coe: &Coe) -> &'static str {
    if coe.profile.origin.from == Source::Default { "" } else { word(coe.profile.value) }
}

/// The sections of the highest level, the title left out.
fn top_sections(coe: &Coe) -> Vec<&Section> {
    let title = coe.title.origin;
    let is_title = |section: &&Section| title.from == Source::Heading && title.line == Some(section.line);
    let headings = || {
        coe.sections.iter().filter(|it| it.form == SectionForm::Heading).filter(|section| !is_title(section))
    };
    let level = headings().map(|section| section.level).min();
    headings().filter(|section| Some(section.level) == level).collect()
}
