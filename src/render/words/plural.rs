//! Which form a language uses for a number of things: the cardinal rules of CLDR, for whole numbers.

/// The names of the forms.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A rule that several languages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plural {
    /// One form for all: Japanese, Chinese, Korean.
    None,
    /// 1 and all others: English, German, Norwegian, and languages nobody knows here.
    One,
    /// 0 and 1, and all others: French, Brazilian Portuguese.
    ZeroAndOne,
    /// 1, 21, 31; 2 to 4, 22 to 24; all others: Russian, Ukrainian.
    EastSlavic,
    /// 1; 2 to 4, 22 to 24; all others: Polish.
    Polish,
    /// 1; 2 to 4; all others: Czech, Slovak.
    Czech,
    /// 0, 1, 2, 3 to 10, 11 to 99: Arabic.
    Arabic,
}

impl Plural {
    pub(super) fn of(language: &str) -> Plural {
        match language.split('-').next().unwrap_or(language) {
            "ja" | "zh" | "ko" | "vi" | "th" | "id" | "ms" => Plural::None,
            "fr" => Plural::ZeroAndOne,
            "pt" if language != "pt-PT" => Plural::ZeroAndOne,
            "ru" | "uk" | "be" => Plural::EastSlavic,
            "pl" => Plural::Polish,
            "cs" | "sk" => Plural::Czech,
            "ar" => Plural::Arabic,
            _ => Plural::One,
        }
    }

    /// The name of the form for a number.
    pub(super) fn form(self, number: usize) -> &'static str {
        let few = matches!(number % 10, 2..=4) && !matches!(number % 100, 12..=14);
        match (self, number) {
            (Plural::One | Plural::Polish | Plural::Czech | Plural::Arabic, 1) => "one",
            (Plural::ZeroAndOne, 0 | 1) => "one",
            (Plural::EastSlavic, _) if number % 10 == 1 && number % 100 != 11 => "one",
            (Plural::EastSlavic | Plural::Polish, _) => {
                if few {
                    "few"
                } else {
                    "many"
                }
            }
            (Plural::Czech, 2..=4) => "few",
            (Plural::Arabic, 0) => "zero",
            (Plural::Arabic, 2) => "two",
            (Plural::Arabic, _) if matches!(number % 100, 3..=10) => "few",
            (Plural::Arabic, _) if matches!(number % 100, 11..=99) => "many",
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_forms_of_their_language() {
        let forms = |language, numbers: [usize; 6]| numbers.map(|number| Plural::of(language).form(number));
        assert_eq!(forms("en", [0, 1, 2, 5, 21, 101]), ["other", "one", "other", "other", "other", "other"]);
        assert_eq!(forms("ja", [0, 1, 2, 5, 21, 101]), ["other"; 6]);
        assert_eq!(forms("ru", [1, 2, 5, 11, 21, 22]), ["one", "few", "many", "many", "one", "few"]);
        assert_eq!(forms("pl", [1, 2, 5, 12, 21, 22]), ["one", "few", "many", "many", "many", "few"]);
        assert_eq!(forms("fr-CA", [0, 1, 2, 5, 21, 101]), ["one", "one", "other", "other", "other", "other"]);
        assert_eq!(forms("ar", [0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
    }
}
