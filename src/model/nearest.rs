//! The name somebody may have meant, among very many, without a look at each of them.

use std::collections::HashMap;
use std::sync::OnceLock;

/// How alike two names must be; 0 is nothing in common, 1 the same.
const ALIKE: f64 = 0.75;

/// How many names on either side in the order of names are looked at: a typo rarely changes the beginning.
const NEIGHBOURS: usize = 16;

/// How many names that share a word are looked at.
const SHARING: usize = 32;

/// Words shorter than this, in bytes, are shared by too many names to tell anything.
const SHORTEST_WORD: usize = 3;

/// Names in order, to be suggested in place of names nobody has.
#[derive(Debug, Default)]
pub(super) struct Nearest {
    names: Vec<String>,
    /// Which names have a word; made when the first suggestion is asked for.
    words: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Nearest {
    pub(super) fn new(mut names: Vec<String>) -> Nearest {
        names.sort();
        Nearest { names, words: OnceLock::new() }
    }

    /// The names, in order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The name most like this one, but for one that cannot be meant.
    pub(super) fn to(&self, name: &str, but: &str) -> Option<&str> {
        let place = self.names.partition_point(|known| known.as_str() < name);
        let around = place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS).min(self.names.len());
        let candidates = around.chain(self.sharing(name)).map(|index| self.names[index].as_str());
        candidates
            .filter(|known| *known != but)
            .map(|known| (strsim::jaro_winkler(name, known), known))
            .filter(|(likeness, _)| *likeness > ALIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
            .map(|(_, known)| known)
    }

    /// Names that share a word with this one, those with the rarest word first.
    fn sharing(&self, name: &str) -> impl Iterator<Item = usize> {
        let words = self.words.get_or_init(|| index(&self.names));
        let mut lists: Vec<&[usize]> = words_of(name).filter_map(|word| Some(&**words.get(word)?)).collect();
        lists.sort_by_key(|list| list.len());
        lists.into_iter().flatten().copied().take(SHARING)
    }
}

/// The name most like a name nobody has, among a few.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    Nearest::new(known.map(str::to_owned).collect()).to(name, "").map(str::to_owned)
}

fn index(names: &[String]) -> HashMap<String, Vec<usize>> {
    let mut words: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, name) in names.iter().enumerate() {
        for word in words_of(name) {
            words.entry(word.to_owned()).or_default().push(place);
        }
    }
    words
}

fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split('-').filter(|word| word.len() >= SHORTEST_WORD)
}

#[cfg(test)]
mod tests {
    use super::Nearest;

    fn nearest(names: &[&str], name: &str) -> Option<String> {
        let names = Nearest::new(names.iter().map(|name| (*name).to_owned()).collect());
        names.to(name, "myself").map(str::to_owned)
    }

    #[test]
    fn finds_a_typo() {
        let names = ["checkout-slow", "emails-late", "myself", "queue-full"];
        assert_eq!(nearest(&names, "chekcout-slow").as_deref(), Some("checkout-slow"));
        assert_eq!(nearest(&names, "mails-late").as_deref(), Some("emails-late"));
        assert_eq!(nearest(&names, "myselfs"), None);
        assert_eq!(nearest(&names, "zzz"), None);
    }

    #[test]
    fn finds_a_typo_in_the_first_letters_among_many() {
        let many: Vec<String> = (0..5_000).map(|number| format!("noise-{number}")).collect();
        let mut names: Vec<&str> = many.iter().map(String::as_str).collect();
        names.push("unlike-anything-else");
        assert_eq!(nearest(&names, "nulike-anything-else").as_deref(), Some("unlike-anything-else"));
    }
}
