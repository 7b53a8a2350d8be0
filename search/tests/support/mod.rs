//! A few incidents of our own, and the engine over them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use coebook_search::{Answer, Archive, Card, Document, Engine, Facet, Question, Section, Weight, write};

/// A document with a title, a day and sections of `role: text`.
pub(crate) fn document(id: &str, title: &str, day: u32, sections: &[(&str, &str)]) -> Document {
    let section = |(role, text): &(&str, &str)| Section {
        title: role.to_string(),
        anchor: (*role).to_owned(),
        role: (*role).to_owned(),
        text: (*text).to_owned(),
        weight: match *role {
            "takeaways" => Weight::Takeaway,
            "factors" => Weight::Factor,
            _ => Weight::Plain,
        },
    };
    let mut facets = vec![facet("year", &(day / 10_000).to_string())];
    if text_has(sections, "checkout") {
        facets.push(facet("service", "checkout"));
    }
    facets.push(facet("severity", if text_has(sections, "outage") { "1" } else { "3" }));
    Document {
        card: Card {
            id: id.to_owned(),
            title: title.to_owned(),
            url: format!("coes/{id}.html"),
            path: format!("{id}.md"),
            date: Some(format!("{}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)),
            ..Card::default()
        },
        sections: sections.iter().map(section).collect(),
        day: Some(day),
        facets,
        language: if text_has(sections, "ikke") { "nb" } else { "en" }.to_owned(),
    }
}

fn facet(name: &str, value: &str) -> Facet {
    Facet { name: name.to_owned(), value: value.to_owned(), title: value.to_owned() }
}

fn text_has(sections: &[(&str, &str)], word: &str) -> bool {
    sections.iter().any(|(_, text)| text.contains(word))
}

/// The incidents, oldest first.
pub(crate) fn incidents() -> Vec<Document> {
    vec![
        document(
            "cert",
            "Certificate of the gateway expired",
            20210302,
            &[
                (
                    "summary",
                    "An outage of all logins: the certificate had expired and ERR_OSSL_EVP filled the logs.",
                ),
                ("timeline", "Somebody renewed the certificate by hand."),
            ],
        ),
        document(
            "pool",
            "Connection pool of checkout exhausted",
            20220709,
            &[
                (
                    "summary",
                    "The checkout timed out: BananaDistributionLimitExceeded in db-01.prod, rule RULE-A002.",
                ),
                ("factors", "The pool was too small and queries were waiting."),
                ("timeline", "09:12 the pool timed out, then the alarm rang."),
            ],
        ),
        document(
            "cache",
            "Stale cache after a deploy",
            20230120,
            &[
                (
                    "summary",
                    "Prices were stale. A query filled the cache with old values during the outage of checkout.",
                ),
                ("takeaways", "A cache needs an owner."),
                ("timeline", "The deploy began; nobody saw it."),
            ],
        ),
        document(
            "lager",
            "Lageret viste ikke riktige varer",
            20230501,
            &[("summary", "Feilen i lageret ble ikke oppdaget før kundene klaget på prislappene i Ålesund.")],
        ),
        document(
            "shougai",
            "決済の障害対応",
            20240203,
            &[("summary", "決済サービスの障害が発生しました。原因は証明書の期限切れ。")],
        ),
        document(
            "quiet",
            "Deploys were stopped for a day",
            20240611,
            &[
                ("summary", "Nothing was down. A query was slow, the dashboard was empty."),
                ("timeline", "The pool of workers was drained."),
            ],
        ),
    ]
}

/// The index of the incidents.
pub(crate) fn archive() -> Archive {
    let incidents = incidents();
    write::write(incidents.len(), &|number| incidents[number].clone()).unwrap()
}

/// The engine over an index.
pub(crate) fn engine(archive: &Archive) -> Engine {
    Engine::open(&archive.piece(&archive.hot).unwrap()).unwrap()
}

/// What the engine answers to a query.
pub(crate) fn ask(query: &str) -> Answer {
    let archive = archive();
    let question = Question { query: query.to_owned(), ..Question::default() };
    engine(&archive).ask_with(&question, &|name| archive.piece(name)).unwrap()
}
