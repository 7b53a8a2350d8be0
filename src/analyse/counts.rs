//! What is counted of a knowledge base as it stands on a day: once, for pages and data alike.

use std::sync::OnceLock;

use super::Insight;
use super::follow_up::FollowUp;
use super::statistics::Statistics;
use crate::model::{Day, KnowledgeBase};

/// What was promised and how it stands, and what all COEs show together.
#[derive(Debug)]
pub struct Counts<'a> {
    knowledge: &'a KnowledgeBase,
    insight: &'a Insight,
    /// Every action, as it stands on the day.
    pub follow_up: FollowUp,
    statistics: OnceLock<Statistics>,
}

impl<'a> Counts<'a> {
    /// Everything as it stands on a day; statistics are counted when somebody asks for them first.
    pub fn of(knowledge: &'a KnowledgeBase, insight: &'a Insight, today: Day) -> Counts<'a> {
        let follow_up = FollowUp::of(knowledge, today);
        Counts { knowledge, insight, follow_up, statistics: OnceLock::new() }
    }

    /// What all COEs show together.
    pub fn statistics(&self) -> &Statistics {
        self.statistics.get_or_init(|| Statistics::of(self.knowledge, self.insight, &self.follow_up))
    }
}
