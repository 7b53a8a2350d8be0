//! The proposals as front matter, ready to be pasted.

use crate::analyse::{Suggestion, TermProposed};
use crate::findings::emit::plain;
use crate::model::KnowledgeBase;

/// YAML with the keys that have anything proposed; nothing when none has.
pub(super) fn yaml(knowledge: &KnowledgeBase, suggestion: &Suggestion) -> Option<String> {
    let mut yaml = String::new();
    if !suggestion.relations.is_empty() {
        yaml.push_str("related:\n");
        for relation in &suggestion.relations {
            let id = scalar(knowledge.coes[relation.to].id.as_str());
            yaml.push_str(&format!("  - {}: {id}\n", relation.kind.word()));
        }
    }
    for (key, terms) in [
        ("causes", &suggestion.causes),
        ("services", &suggestion.services),
        ("technologies", &suggestion.technologies),
    ] {
        yaml.push_str(&list(key, terms));
    }
    (!yaml.is_empty()).then_some(yaml)
}

fn list(key: &str, terms: &[TermProposed]) -> String {
    if terms.is_empty() {
        return String::new();
    }
    let words: Vec<String> = terms.iter().map(|term| scalar(&term.id)).collect();
    format!("{key}: [{}]\n", words.join(", "))
}

/// Words as a YAML scalar: as they are where they mean themselves, else quoted.
fn scalar(words: &str) -> String {
    let spelled = words.starts_with(char::is_alphabetic)
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' '))
        && !words.ends_with(' ');
    let meant = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"];
    if spelled && !meant.contains(&words.to_lowercase().as_str()) {
        return words.to_owned();
    }
    let mut quoted = String::from('"');
    for character in words.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // What could play tricks on a terminal is written by its number.
            _ if plain(character.encode_utf8(&mut [0; 4])).len() > character.len_utf8() => {
                quoted.push_str(&format!("\\U{:08x}", u32::from(character)));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn quotes_what_yaml_takes_for_something_else() {
        let told = ["retry-storm", "no", "2024-03-05", "a: b", "say \"x\"", "障害", "a\u{202e}b"].map(scalar);
        let wanted = [
            "retry-storm",
            "\"no\"",
            "\"2024-03-05\"",
            "\"a: b\"",
            "\"say \\\"x\\\"\"",
            "障害",
            "\"a\\U0000202eb\"",
        ];
        assert_eq!(told, wanted);
    }
}
