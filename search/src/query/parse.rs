//! From what somebody typed to what is meant.

use super::fields::{self, SCOPE};
use super::{Filter, Node, Problem, Query};
use crate::tokens::runs;
use crate::words::slug;

/// How much of a query is read, in bytes.
const LONGEST: usize = 2_000;

/// How many words of a query count.
const MOST: usize = 48;

/// How deep parentheses go.
const DEEPEST: usize = 16;

/// Reads a query.
pub(crate) fn parse(text: &str) -> Query {
    let end = end_of(text);
    let mut parser = Parser { text: &text[..end], at: 0, words: 0, query: Query::default() };
    if end < text.len() {
        parser.problem(
            end..text.len(),
            "is left out: the query is too long",
            "keep the words that tell most; paste a log as a symptom",
        );
    }
    let words = parser.all(0);
    if parser.query.problems.is_empty() && !text.trim().is_empty() && !text.contains(char::is_alphanumeric) {
        parser.problem(0..end, "holds no word, so everything is shown", "type a word, a name or a number");
    }
    Query { words, ..parser.query }
}

fn end_of(text: &str) -> usize {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    words: usize,
    query: Query,
}

impl Parser<'_> {
    /// Everything up to the parenthesis that closes this level.
    fn all(&mut self, depth: usize) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut joins = false;
        loop {
            self.skip_spaces();
            let start = self.at;
            let Some(char) = self.peek() else { break };
            if char == ')' {
                self.at += 1;
                if depth > 0 {
                    return nodes;
                }
                continue;
            }
            if self.takes_operator("OR") || self.takes_operator("|") {
                if nodes.is_empty() {
                    self.problem(
                        start..self.at,
                        "has nothing before it",
                        "write a word on both sides: `pool OR cache`",
                    );
                } else {
                    joins = true;
                }
                continue;
            }
            if self.takes_operator("AND") {
                continue;
            }
            let Some(node) = self.one(depth) else { continue };
            match nodes.pop() {
                Some(before) if joins => nodes.push(either(before, node)),
                before => {
                    nodes.extend(before);
                    nodes.push(node);
                }
            }
            joins = false;
        }
        if joins {
            let end = self.text.trim_end().len();
            self.problem(
                end.saturating_sub(2)..end,
                "has nothing after it",
                "write a word on both sides: `pool OR cache`",
            );
        }
        nodes
    }

    /// One word, phrase, group or field, maybe negated; nothing when it holds no word.
    fn one(&mut self, depth: usize) -> Option<Node> {
        let start = self.at;
        let is_negative = self.peek() == Some('-') && {
            let next = self.text[self.at + 1..].chars().next();
            next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '“' | '('))
        };
        if is_negative {
            self.at += 1;
        }
        let node = match self.peek()? {
            '"' | '“' | '”' => self.phrase(),
            '(' => self.group(depth),
            _ => self.word(start, is_negative),
        }?;
        Some(if is_negative { Node::Not(Box::new(node)) } else { node })
    }

    fn group(&mut self, depth: usize) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        if depth >= DEEPEST {
            if depth == DEEPEST
                && !self.query.problems.iter().any(|problem| problem.message.contains("nested"))
            {
                self.problem(
                    start..start + 1,
                    "is nested too deep and read as if it were not there",
                    "use fewer parentheses",
                );
            }
            return None;
        }
        let mut nodes = self.all(depth + 1);
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(Node::And(nodes)),
        }
    }

    fn phrase(&mut self) -> Option<Node> {
        let start = self.at;
        let quote = self.peek()?.len_utf8();
        let inside = start + quote;
        let end = self.text[inside..].find(['"', '“', '”']).map(|end| inside + end);
        if end.is_none() {
            self.problem(
                start..inside,
                "opens a phrase that never ends",
                "close it with another quotation mark",
            );
        }
        let phrase = &self.text[inside..end.unwrap_or(self.text.len())];
        self.at = end
            .map_or(self.text.len(), |end| end + self.text[end..].chars().next().map_or(1, char::len_utf8));
        let words = runs(phrase).count();
        if words == 0 {
            return None;
        }
        self.count(words).then(|| Node::Phrase(phrase.to_owned()))
    }

    /// A word, or a field with its value.
    fn word(&mut self, start: usize, is_negative: bool) -> Option<Node> {
        let from = self.at;
        let end = self.text[from..]
            .find(|char: char| char.is_whitespace() || matches!(char, '"' | '“' | '”' | '(' | ')'));
        let end = end.map_or(self.text.len(), |end| from + end);
        let word = &self.text[from..end];
        self.at = end.max(from + self.text[from..].chars().next().map_or(1, char::len_utf8));
        if let Some((name, value)) = word.split_once(':')
            && self.field(start, name, value, is_negative)
        {
            return None;
        }
        let text = self.text;
        let mut nodes: Vec<Node> = Vec::new();
        for run in runs(word) {
            if !self.count(1) {
                break;
            }
            let is_open = from + run.end == text.len();
            nodes.push(Node::Run { text: word[run].to_owned(), is_open });
        }
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(Node::And(nodes)),
        }
    }

    /// Takes a field and its value; says whether it was one.
    fn field(&mut self, start: usize, name: &str, value: &str, is_negative: bool) -> bool {
        let Some(field) = fields::field(name) else {
            // Logs are full of colons: only what looks like one of our fields is told.
            if let Some(meant) =
                fields::meant(name).filter(|_| !value.is_empty() && !value.starts_with([':', '/']))
            {
                self.problem(
                    start..self.at,
                    &format!("is no field: nothing is called `{name}`"),
                    &format!("did you mean `{meant}:{value}`?"),
                );
                return true;
            }
            return false;
        };
        let mut value = value.to_owned();
        if value.is_empty() && matches!(self.peek(), Some('"' | '“' | '”')) {
            match self.phrase() {
                Some(Node::Phrase(phrase)) => value = phrase,
                _ => return true,
            }
        }
        if field == SCOPE {
            let roles: Vec<String> = value.split(',').map(slug).filter(|role| !role.is_empty()).collect();
            if roles.is_empty() {
                self.problem(
                    start..self.at,
                    "expected the role of a section",
                    "write `in:timeline`, `in:impact` or `in:actions`",
                );
            }
            self.query.scope.extend(roles);
            return true;
        }
        match fields::restriction(field, &value) {
            Ok(what) => self.query.filters.push(Filter { is_negative, what }),
            // While it is being typed there is nothing to say yet.
            Err(_) if value.is_empty() && self.at == self.text.len() => {}
            Err((message, hint)) => self.problem(start..self.at, &message, &hint),
        }
        true
    }

    /// Counts words; says whether these still count.
    fn count(&mut self, words: usize) -> bool {
        self.words += words;
        if self.words > MOST && self.words - words <= MOST {
            let rest = self.at.min(self.text.len());
            self.problem(
                rest..self.text.len(),
                "is left out: these are more words than one query takes",
                "keep the words that tell most; paste a log as a symptom",
            );
        }
        self.words <= MOST
    }

    fn problem(&mut self, range: std::ops::Range<usize>, message: &str, hint: &str) {
        let excerpt: String = self.text.get(range.clone()).unwrap_or_default().chars().take(40).collect();
        let message = match excerpt.is_empty() {
            true => message.to_owned(),
            false if message.starts_with("expected") => format!("`{excerpt}`: {message}"),
            false => format!("`{excerpt}` {message}"),
        };
        self.query.problems.push(Problem { range, message, hint: hint.to_owned() });
    }

    fn takes_operator(&mut self, operator: &str) -> bool {
        let Some(rest) = self.text[self.at..].strip_prefix(operator) else { return false };
        let ends = rest.chars().next().is_none_or(|char| char.is_whitespace() || char == '(' || char == '"');
        if ends {
            self.at += operator.len();
        }
        ends
    }

    fn skip_spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }
}

fn either(before: Node, node: Node) -> Node {
    match before {
        Node::Or(mut nodes) => {
            nodes.push(node);
            Node::Or(nodes)
        }
        other => Node::Or(vec![other, node]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Restriction;
    use super::*;

    fn run(text: &str) -> Node {
        Node::Run { text: text.to_owned(), is_open: false }
    }

    fn open(text: &str) -> Node {
        Node::Run { text: text.to_owned(), is_open: true }
    }

    #[test]
    fn reads_words_phrases_and_what_joins_them() {
        assert_eq!(parse("pool timeout").words, [run("pool"), open("timeout")]);
        assert_eq!(parse("pool timeout ").words, [run("pool"), run("timeout")]);
        assert_eq!(parse("a \"b c\" d ").words, [run("a"), Node::Phrase("b c".to_owned()), run("d")]);
        assert_eq!(parse("x a OR b OR c ").words, [run("x"), Node::Or(vec![run("a"), run("b"), run("c")])]);
        assert_eq!(
            parse("-a (b c) ").words,
            [Node::Not(Box::new(run("a"))), Node::And(vec![run("b"), run("c")])]
        );
    }

    #[test]
    fn reads_fields() {
        let query = parse("service:a,b -team:x severity:<=2 in:timeline after:2024 pool ");
        assert_eq!(query.words, [run("pool")]);
        assert_eq!(query.scope, ["timeline"]);
        assert!(query.problems.is_empty());
        assert_eq!(query.filters.len(), 4);
        let values = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(query.filters[0].what, Restriction::Facet { name: "service", values });
        assert!(query.filters[1].is_negative);
    }

    #[test]
    fn says_what_it_cannot_make_sense_of() {
        let said = |text: &str| {
            let problems = parse(text).problems;
            problems
                .first()
                .map(|problem| format!("{}..{} {}", problem.range.start, problem.range.end, problem.message))
        };
        assert_eq!(said("severity:<=two "), Some("0..14 `severity:<=two`: expected a number".to_owned()));
        assert_eq!(
            said("a sevice:x "),
            Some("2..10 `sevice:x` is no field: nothing is called `sevice`".to_owned())
        );
        assert_eq!(said("\"a b"), Some("0..1 `\"` opens a phrase that never ends".to_owned()));
        assert_eq!(said("a OR "), Some("2..4 `OR` has nothing after it".to_owned()));
        assert_eq!(said("OR a"), Some("0..2 `OR` has nothing before it".to_owned()));
        assert_eq!(said("🔥"), Some("0..4 `🔥` holds no word, so everything is shown".to_owned()));
        assert_eq!(said("-"), Some("0..1 `-` holds no word, so everything is shown".to_owned()));
        for fine in
            ["", "error: x", "std::io::Error", "http://a/b", "a - b", "severity:", "12:30", " ", "🔥 a"]
        {
            assert_eq!(said(fine), None, "{fine}");
        }
    }

    #[test]
    fn survives_what_nobody_types() {
        for text in [
            "(".repeat(10_000),
            "\"".repeat(9_999),
            "-".repeat(5_000),
            "a OR ".repeat(3_000),
            "x ".repeat(9_000),
            ")(".repeat(5_000),
        ] {
            let query = parse(&text);
            assert!(query.words.len() <= MOST, "{}", query.words.len());
        }
    }
}
