//! The tool's own error: what it was doing when it could not go on, why, and what to do.
//!
//! Faults in *content* are findings and never end up here. An [`Error`] is one sentence about the work
//! that failed (`cannot read ./x`), the chain of causes below it, and at most one next action.

use std::error::Error as StdError;
use std::fmt;
use std::io;

/// What every function of this crate that can fail returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kept the tool from going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was asked for something it does not do: a wrong flag, a contradictory configuration.
    Usage,
    /// Something it was given to read could not be read.
    Input,
    /// Something it was to write could not be written.
    Output,
    /// A mistake of ours.
    Internal,
}

/// The tool could not go on.
///
/// ```
/// use coebook::error::{Error, Kind};
///
/// let error = Error::new("cannot read ./x").because("it is a folder").hint("name a file");
/// assert_eq!(error.to_string(), "cannot read ./x");
/// assert_eq!(error.causes(), ["it is a folder"]);
/// assert_eq!(error.next_action(), Some("name a file"));
/// assert_eq!(error.kind(), Kind::Input);
/// ```
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    cause: Option<Box<dyn StdError + Send + Sync>>,
    hint: Option<String>,
}

impl Error {
    /// An error about what the tool was doing, with the path it did it to; [`Kind::Input`] until told otherwise.
    pub fn new(message: impl Into<String>) -> Self {
        Self { kind: Kind::Input, message: message.into(), cause: None, hint: None }
    }

    /// The same error, of another kind.
    #[must_use]
    pub fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The same error with its cause: another error, or a few words.
    #[must_use]
    pub fn because(self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..self }
    }

    /// The same error with the next action for the person who reads it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// This error as the cause of a wider one of the same kind.
    #[must_use]
    pub fn within(self, message: impl Into<String>) -> Self {
        Self { kind: self.kind, message: message.into(), cause: Some(Box::new(self)), hint: None }
    }

    /// What kept the tool from going on.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The causes, nearest first.
    pub fn causes(&self) -> Vec<String> {
        self.chain().map(ToString::to_string).collect()
    }

    /// What the reader can do now: this error's hint, or else that of its nearest cause that has one.
    pub fn next_action(&self) -> Option<&str> {
        let below = || self.chain().find_map(|cause| cause.downcast_ref::<Self>()?.hint.as_deref());
        self.hint.as_deref().or_else(below)
    }

    /// What the operating system said, when it is the reason.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        self.chain().find_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()))
    }

    fn chain(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        std::iter::successors(self.source(), |&cause| cause.source())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_its_causes_nearest_first() {
        let error = Error::new("cannot read x")
            .because(io::Error::from(io::ErrorKind::NotFound))
            .within("cannot read the sources")
            .within("cannot build");
        assert_eq!(error.causes(), ["cannot read the sources", "cannot read x", "entity not found"]);
    }

    #[test]
    fn keeps_kind_and_hint_of_what_it_wraps() {
        let error =
            Error::new("cannot write x").of(Kind::Output).hint("free some space").within("cannot build");
        assert_eq!(error.kind(), Kind::Output);
        assert_eq!(error.next_action(), Some("free some space"));
        assert_eq!(error.hint("come back later").next_action(), Some("come back later"));
    }

    #[test]
    fn finds_what_the_operating_system_said_at_any_depth() {
        let error = Error::new("a").because(io::Error::from(io::ErrorKind::StorageFull)).within("b");
        assert_eq!(error.io_kind(), Some(io::ErrorKind::StorageFull));
        assert_eq!(Error::new("a").because("words").io_kind(), None);
    }
}
