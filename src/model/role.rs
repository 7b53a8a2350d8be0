//! What a section of a COE is for.

use serde::Serialize;

macro_rules! roles {
    ($($variant:ident $word:literal $doc:literal),+ $(,)?) => {
        /// What a section is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Role { $(#[doc = $doc] $variant),+ }

        impl Role {
            /// Every role.
            pub const ALL: &[Role] = &[$(Role::$variant),+];

            /// The word used in data: `went-well`.
            pub fn word(self) -> &'static str {
                match self { $(Role::$variant => $word),+ }
            }
        }
    };
}

roles! {
    Summary "summary" "The account in brief.",
    Impact "impact" "Who was hit, and how.",
    Timeline "timeline" "What happened when.",
    Metrics "metrics" "Numbers and charts.",
    Background "background" "What a reader has to know first.",
    Trigger "trigger" "What set it off.",
    Detection "detection" "How it was noticed.",
    Diagnosis "diagnosis" "How it was understood.",
    Response "response" "Who did what.",
    Mitigation "mitigation" "What made it better.",
    Resolution "resolution" "What ended it.",
    Causes "causes" "Why it happened.",
    WhyChain "why-chain" "Whys and their answers.",
    Contributors "contributors" "What helped it to happen.",
    Mitigators "mitigators" "What kept it from being worse.",
    Risks "risks" "What could still happen.",
    Difficulties "difficulties" "What made handling hard.",
    Surprises "surprises" "What nobody expected.",
    WentWell "went-well" "What went well.",
    WentWrong "went-wrong" "What did not.",
    GotLucky "got-lucky" "Where luck helped.",
    Takeaways "takeaways" "What to keep in mind.",
    Lessons "lessons" "What was learned.",
    Actions "actions" "What will change.",
    Related "related" "Earlier incidents like it.",
    Questions "questions" "Open questions, or the event questions.",
    People "people" "Who took part.",
    References "references" "Where to read more.",
    Narrative "narrative" "The story at length.",
}

impl Role {
    /// The role of a word used in data.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.word() == word)
    }
}
