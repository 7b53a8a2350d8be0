//! Which actions are asked for.

use crate::analyse::follow_up::{FollowUp, Followed, Standing};
use crate::error::{Error, Kind, Result};
use crate::model::{Day, KnowledgeBase, nearest, slug};

/// Which actions are asked for; all that are not closed where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only those of this owner, by any of its names.
    pub owner: Option<String>,
    /// Which by their standing and day.
    pub within: Within,
}

/// Which actions by their standing and day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// Those that are open, and those nobody says whether they were done.
    #[default]
    Unclosed,
    /// All, closed ones too.
    All,
    /// Those whose document says that they are open.
    Open,
    /// Those whose day has passed.
    Overdue,
    /// Those due within so many days from today, and those overdue.
    DueWithin(i64),
}

impl Choice {
    /// The chosen actions: overdue first, the longest ago first; then the next due; then those without a day.
    ///
    /// # Errors
    /// When nobody of that name owns anything.
    pub fn of<'f>(&self, knowledge: &KnowledgeBase, follow_up: &'f FollowUp) -> Result<Vec<&'f Followed>> {
        let owner = self.owner.as_deref().map(|name| owner(follow_up, name)).transpose()?;
        let is_chosen = |it: &&Followed| {
            owner.is_none_or(|owner| it.owner == Some(owner))
                && self.within.holds(knowledge, it, follow_up.today)
        };
        let mut chosen: Vec<&Followed> = follow_up.actions.iter().filter(is_chosen).collect();
        chosen.sort_by_key(|it| {
            let due = it.action(knowledge).due;
            (it.standing, due.is_none(), due, std::cmp::Reverse(it.opened), it.coe, it.action)
        });
        Ok(chosen)
    }
}

impl Within {
    fn holds(self, knowledge: &KnowledgeBase, followed: &Followed, today: Day) -> bool {
        match self {
            Within::Unclosed => followed.standing.is_unclosed(),
            Within::All => true,
            Within::Open => followed.standing.is_open(),
            Within::Overdue => followed.standing == Standing::Overdue,
            Within::DueWithin(days) => {
                let due = followed.action(knowledge).due.filter(|_| followed.standing.is_open());
                due.is_some_and(|due| today.plus(days).is_none_or(|last| due <= last))
            }
        }
    }
}

fn owner(follow_up: &FollowUp, name: &str) -> Result<usize> {
    if let Some(owner) = follow_up.owner(name)
        && let Some(place) = follow_up.owners.iter().position(|it| it.slug == owner.slug)
    {
        return Ok(place);
    }
    let wanted = slug(name.trim_start_matches('@'));
    let known = follow_up.owners.iter().map(|owner| owner.slug.as_str());
    let error = Error::new(format!("no action has the owner `{name}`")).of(Kind::Usage);
    Err(match (nearest(&wanted, known), follow_up.owners.is_empty()) {
        (Some(meant), _) => error.hint(format!("did you mean `{meant}`?")),
        (None, true) => error.hint("no action names an owner here"),
        (None, false) => {
            let some: Vec<&str> = follow_up.owners.iter().take(8).map(|owner| owner.slug.as_str()).collect();
            error.hint(format!("owners are, among others: {}", some.join(", ")))
        }
    })
}
