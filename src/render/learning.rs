//! What pages show that learn across incidents, found once a site; what takes longer only when somebody asks.

use std::sync::OnceLock;

use crate::analyse::adoption::AdoptionMatrix;
use crate::analyse::collected::Collected;
use crate::analyse::queue::Queue;
use crate::model::{Day, KnowledgeBase};

/// Lessons by team, everything collected, and what champions may look at next.
#[derive(Debug)]
pub(super) struct Learning<'a> {
    knowledge: &'a KnowledgeBase,
    today: Day,
    matrix: AdoptionMatrix<'a>,
    collected: Collected<'a>,
    queue: OnceLock<Queue>,
}

impl<'a> Learning<'a> {
    pub(super) fn new(knowledge: &'a KnowledgeBase, today: Day) -> Learning<'a> {
        Learning {
            knowledge,
            today,
            matrix: AdoptionMatrix::of(knowledge),
            collected: Collected::of(knowledge),
            queue: OnceLock::new(),
        }
    }

    pub(super) fn matrix(&self) -> &AdoptionMatrix<'a> {
        &self.matrix
    }

    pub(super) fn collected(&self) -> &Collected<'a> {
        &self.collected
    }

    pub(super) fn queue(&self) -> &Queue {
        self.queue.get_or_init(|| Queue::of(self.knowledge, self.today))
    }
}
