//! What the parts of a document are called.

/// The language of a document's headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    /// English as in the common postmortem template.
    Template,
    Norwegian,
    Japanese,
}

/// The parts a document can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Actions,
    Background,
    Causes,
    Contributors,
    Detection,
    Diagnosis,
    Difficulties,
    GotLucky,
    Impact,
    Mitigation,
    Mitigators,
    Narrative,
    People,
    References,
    Related,
    Risks,
    Summary,
    Surprises,
    Takeaways,
    Timeline,
    Trigger,
    WentWell,
    WentWrong,
    WhyChain,
}

impl Language {
    /// The heading of `role`.
    pub(super) fn heading(self, role: Role) -> &'static str {
        let [english, template, norwegian, japanese] = names(role);
        match self {
            Self::English => english,
            Self::Template => template,
            Self::Norwegian => norwegian,
            Self::Japanese => japanese,
        }
    }

    /// The header of the column of times, and of the column of events.
    pub(super) fn timeline_columns(self) -> [&'static str; 2] {
        match self {
            Self::English | Self::Template => ["Time", "Event"],
            Self::Norwegian => ["Klokkeslett", "Hendelse"],
            Self::Japanese => ["時刻", "イベント"],
        }
    }

    /// A sentence that a summary opens with, besides the invented ones.
    pub(super) fn greeting(self) -> Option<&'static str> {
        match self {
            Self::English | Self::Template => None,
            Self::Norwegian => Some(
                "Tjenesten var utilgjengelig for en del av kundene, og det tok for lang tid før noen la merke til det.",
            ),
            Self::Japanese => Some(
                "設定変更のあと、一部のお客様でサービスが利用できない状態が続きました。検知が遅れた理由と対策を記録します。",
            ),
        }
    }
}

/// English, common template, Norwegian, Japanese.
fn names(role: Role) -> [&'static str; 4] {
    match role {
        Role::Actions => ["Actions", "Action items", "Aksjonspunkter", "アクションアイテム"],
        Role::Background => ["Background", "Background", "Bakgrunn", "背景"],
        Role::Causes => ["Causes", "Root cause", "Rotårsaker", "根本原因"],
        Role::Contributors => {
            ["Contributors and enablers", "Contributing factors", "Medvirkende årsaker", "寄与要因"]
        }
        Role::Detection => ["Detection", "Detection", "Påvisning", "検知"],
        Role::Diagnosis => ["Diagnosis", "Investigation", "Feilsøking", "調査"],
        Role::Difficulties => {
            ["Difficulties during handling", "Difficulties", "Vanskeligheter", "対応の難しさ"]
        }
        Role::GotLucky => {
            ["Where we got lucky", "Where we got lucky", "Hvor hadde vi flaks", "運が良かったこと"]
        }
        Role::Impact => ["Impact", "Impact", "Konsekvens", "影響"],
        Role::Mitigation => ["Mitigation", "Resolution", "Løsning", "緩和"],
        Role::Mitigators => ["Mitigators", "Mitigators", "Formildende forhold", "緩和要因"],
        Role::Narrative => ["What happened", "What happened", "Hva skjedde", "何が起きたか"],
        Role::People => ["Who responded", "Responders", "Hvem deltok", "対応者"],
        Role::References => ["References", "Supporting information", "Lenker", "参考資料"],
        Role::Related => ["Related", "Recurrence", "Tidligere hendelser", "関連"],
        Role::Risks => ["Risks", "Risks", "Risiko", "リスク"],
        Role::Summary => ["Summary", "Summary", "Sammendrag", "サマリー"],
        Role::Surprises => ["What surprised us", "Surprise findings", "Overraskelser", "驚いたこと"],
        Role::Takeaways => ["Takeaways", "Lessons learned", "Hva lærte vi", "教訓"],
        Role::Timeline => ["Timeline", "Timeline", "Tidslinje", "タイムライン"],
        Role::Trigger => ["Triggering event", "Trigger", "Utløsende faktor", "直接原因"],
        Role::WentWell => ["What went well", "What went well", "Hva gikk bra", "うまくいったこと"],
        Role::WentWrong => {
            ["What went poorly", "What went wrong", "Hva gikk dårlig", "うまくいかなかったこと"]
        }
        Role::WhyChain => ["Five whys", "Root cause — 5 whys", "Fem hvorfor", "なぜなぜ分析"],
    }
}
