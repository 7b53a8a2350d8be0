//! From COEs to what the search engine is told about them, and nothing more: how they are found is its business.

mod files;
mod plain;

use coebook_search::{Archive, Card, Document, FACTS, Facet, Section, Weight, write};

use crate::error::{Error, Kind, Result};
use crate::model::{Coe, Day, KnowledgeBase, Marker, Role};
use crate::render::{Findable, Theme, findable};
pub(crate) use files::add;
use plain::one_line;

/// How much of what made it better is shown, in characters.
const MITIGATION: usize = 240;

/// The index of all COEs, pieces and all.
///
/// # Errors
/// When the engine refuses, which is a fault of ours.
pub(crate) fn archive(knowledge: &KnowledgeBase, theme: &Theme, today: Day) -> Result<Archive> {
    let findable = findable(knowledge, theme, today);
    write::write(findable.len(), &|number| document(knowledge, &findable[number]))
        .map_err(|error| Error::new("cannot make the search index").of(Kind::Internal).because(error))
}

/// One COE as it is found.
fn document(knowledge: &KnowledgeBase, findable: &Findable) -> Document {
    let coe = &knowledge.coes[findable.coe];
    let parts = plain::parts(coe);
    let facets = findable.facets.iter().map(|(name, value, title)| Facet {
        name: (*name).to_owned(),
        value: value.clone(),
        title: title.clone(),
    });
    let facets: Vec<Facet> = facets.collect();
    let services =
        facets.iter().filter(|facet| facet.name == "service").map(|facet| facet.title.clone()).collect();
    let day = coe.date.as_ref().map(|date| date.value);
    Document {
        card: Card {
            id: coe.id.to_string(),
            title: findable.title.clone(),
            url: findable.url.clone().unwrap_or_default(),
            path: coe.path.clone(),
            date: day.map(|day| day.to_string()),
            severity: coe.severity.as_ref().and_then(|severity| severity.value.level),
            status: Some(coe.status.value.word().to_owned()),
            services,
            mitigation: mitigation(coe, &parts),
        },
        sections: sections(coe, parts),
        day: day.map(|day| {
            u32::try_from(day.year).unwrap_or(0) * 10_000 + day.month as u32 * 100 + day.day as u32
        }),
        facets,
        language: coe.language.to_owned(),
    }
}

/// The parts of a COE, and one more for what is written beside its prose.
fn sections(coe: &Coe, parts: Vec<plain::Part>) -> Vec<Section> {
    let part = |part: plain::Part| match part.section.map(|section| &coe.sections[section]) {
        Some(section) => {
            let role = section.role.or(section.within);
            Section {
                title: section.title.clone(),
                anchor: section.anchor.clone(),
                role: role.map_or("", Role::word).to_owned(),
                text: part.text,
                weight: role.map_or(Weight::Plain, weight),
            }
        }
        None => Section { text: part.text, ..Section::default() },
    };
    let mut sections: Vec<Section> = parts.into_iter().map(part).collect();
    let beside = beside(coe);
    if !beside.is_empty() {
        sections.push(Section { text: beside, role: FACTS.to_owned(), ..Section::default() });
    }
    sections
}

fn weight(role: Role) -> Weight {
    match role {
        Role::Takeaways | Role::Lessons => Weight::Takeaway,
        Role::Trigger | Role::Causes | Role::WhyChain | Role::Contributors => Weight::Factor,
        _ => Weight::Plain,
    }
}

/// What the front matter says in words, and the title as it is written: what one may remember of it.
fn beside(coe: &Coe) -> String {
    let body = &coe.text[coe.body_start..];
    let matter = &coe.text[..coe.body_start];
    let mut said: Vec<&str> = vec![&coe.title.value, coe.id.as_str()];
    for list in [&coe.services, &coe.technologies, &coe.causes, &coe.tags, &coe.impacted_teams, &coe.aliases]
    {
        said.extend(list.iter().map(String::as_str));
    }
    said.extend(coe.team.iter().map(|team| team.value.as_str()));
    // What stands in the body is found there; only what the front matter alone says is told here.
    let alone = |text: &&str| !text.is_empty() && !body.contains(*text) && !matter.is_empty();
    let facts = [&coe.impact.experience, &coe.impact.employees, &coe.review.purpose, &coe.no_relations];
    said.extend(facts.into_iter().flatten().map(String::as_str).filter(alone));
    said.extend(coe.actions.iter().map(|action| action.title.as_str()).filter(alone));
    said.extend(coe.actions.iter().filter_map(|action| action.ticket.as_deref()).filter(alone));
    said.extend(coe.factors.iter().map(|factor| factor.text.as_str()).filter(alone));
    said.extend(coe.ideas.iter().map(String::as_str).filter(alone));
    one_line(&said.join(" · "))
}

/// What made it better: as the part on it says, else the entry of the timeline.
fn mitigation(coe: &Coe, parts: &[plain::Part]) -> Option<String> {
    let is_of = |part: &&plain::Part, role: Role| {
        part.section.is_some_and(|section| coe.sections[section].role == Some(role))
    };
    let of_role = |role: Role| parts.iter().find(|part| is_of(part, role)).map(|part| part.text.as_str());
    let of_marker = |marker: Marker| {
        coe.timeline
            .entries
            .iter()
            .find(|entry| entry.marker == Some(marker))
            .map(|entry| entry.text.as_str())
    };
    let told = of_role(Role::Mitigation)
        .or_else(|| of_role(Role::Resolution))
        .or_else(|| of_marker(Marker::Mitigated))
        .or_else(|| of_marker(Marker::Recovered))?;
    Some(crate::render::opening(&one_line(told), MITIGATION)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::model::Status;

    #[test]
    fn knows_every_status_by_a_word_of_the_query_language() {
        for status in [
            Status::Draft,
            Status::InReview,
            Status::Published,
            Status::CheckpointDone,
            Status::Closed,
            Status::Superseded,
        ] {
            assert_eq!(status.word(), crate::model::slug(status.word()));
        }
    }
}
