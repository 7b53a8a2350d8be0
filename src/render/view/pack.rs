//! What is opened in a meeting, on a wall and on paper.

use serde::Serialize;

use super::{ActionRow, Counted, Link, Measure, Row, Shell};

/// One pack: a week, a month, a quarter.
#[derive(Debug, Serialize)]
pub(crate) struct PackPage {
    pub(crate) shell: Shell,
    pub(crate) kicker: Link,
    pub(crate) heading: String,
    /// The days it is about.
    pub(crate) span: String,
    /// The other packs.
    pub(crate) others: Vec<Link>,
    pub(crate) blocks: Vec<PackBlock>,
}

/// One of its four blocks.
#[derive(Debug, Default, Serialize)]
pub(crate) struct PackBlock {
    pub(crate) anchor: &'static str,
    pub(crate) title: String,
    /// What there is, in a sentence.
    pub(crate) words: String,
    /// COEs to be told.
    pub(crate) stories: Vec<PackStory>,
    pub(crate) actions: Vec<ActionRow>,
    /// What the actions are, for those who do not see the table.
    pub(crate) actions_label: String,
    pub(crate) measures: Vec<Measure>,
    /// Things to look at, each with what there is to say of it.
    pub(crate) points: Vec<Counted>,
}

/// A COE to be told in a few minutes.
#[derive(Debug, Serialize)]
pub(crate) struct PackStory {
    /// Why it is told now; may be empty.
    pub(crate) why: String,
    pub(crate) row: Row,
    pub(crate) takeaways: Vec<Link>,
    /// The two questions, answered.
    pub(crate) answers: Vec<String>,
}
