//! What the page itself says inside a document: names of links, boxes and lists that no author wrote.

/// One of the things it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The link a heading has to itself.
    Permalink,
    /// The title of a box of the kind note.
    Note,
    /// Of the kind tip.
    Tip,
    /// Of the kind important.
    Important,
    /// Of the kind warning.
    Warning,
    /// Of the kind caution.
    Caution,
    /// A task that is done.
    Done,
    /// A task that is not.
    ToDo,
    /// A table.
    Table,
    /// The list of all footnotes.
    Footnotes,
    /// A footnote, with the place `{number}`.
    Footnote,
    /// The way back from a footnote, with the place `{number}`.
    Back,
    /// A block of code that is a log.
    Log,
    /// A block of code that is what somebody typed and what was answered.
    Terminal,
    /// A block of code that is the source of a diagram.
    Diagram,
    /// The link of a picture without words to itself.
    WholePicture,
}

impl Label {
    /// Its key among the words of the interface.
    pub fn key(self) -> &'static str {
        match self {
            Label::Permalink => "prose.permalink",
            Label::Note => "prose.note",
            Label::Tip => "prose.tip",
            Label::Important => "prose.important",
            Label::Warning => "prose.warning",
            Label::Caution => "prose.caution",
            Label::Done => "prose.done",
            Label::ToDo => "prose.to_do",
            Label::Table => "prose.table",
            Label::Footnotes => "prose.footnotes",
            Label::Footnote => "prose.footnote",
            Label::Back => "prose.back",
            Label::Log => "prose.log",
            Label::Terminal => "prose.terminal",
            Label::Diagram => "prose.diagram",
            Label::WholePicture => "prose.whole_picture",
        }
    }

    /// The same in English.
    pub fn english(self) -> &'static str {
        match self {
            Label::Permalink => "Link to {name}",
            Label::Note => "Note",
            Label::Tip => "Tip",
            Label::Important => "Important",
            Label::Warning => "Warning",
            Label::Caution => "Caution",
            Label::Done => "done",
            Label::ToDo => "to do",
            Label::Table => "Table",
            Label::Footnotes => "Notes",
            Label::Footnote => "Note {number}",
            Label::Back => "Back to the text of note {number}",
            Label::Log => "Log",
            Label::Terminal => "Terminal",
            Label::Diagram => "A diagram, shown as its source",
            Label::WholePicture => "The whole picture",
        }
    }
}
