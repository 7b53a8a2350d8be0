//! What a block asks for: keys and values a line each, in the few forms of YAML that people use here.
//!
//! A full YAML parser would refuse explanations with a colon in them, and would not say where a row stands.

use super::Fault;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spec {
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) explanation: String,
    pub(crate) data: Data,
}

/// Where the numbers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// In a file, named on a line of the block.
    File {
        /// As it is written.
        name: String,
        /// The line, from 1.
        line: u32,
    },
    /// In the block.
    Rows {
        /// The rows.
        text: String,
        /// The line of the first, from 1.
        line: u32,
    },
}

/// A key with what stands behind it and below it.
struct Entry<'t> {
    key: &'t str,
    value: &'t str,
    line: u32,
    below: Vec<&'t str>,
}

const KEYS: &str = "write `title:`, `unit:`, `explanation:`, and `csv:` or `rows: |`, a line each";

impl Spec {
    /// Reads what stands between the fences.
    pub(crate) fn read(block: &str) -> Result<Spec, Fault> {
        let (mut title, mut unit, mut explanation, mut data) = (None, None, None, None);
        for entry in entries(block)? {
            let line = entry.line;
            let slot = match entry.key {
                "title" => &mut title,
                "unit" => &mut unit,
                "explanation" => &mut explanation,
                "csv" | "rows" => {
                    if data.replace(entry.data()).is_some() {
                        return Err(Fault::new(
                            line,
                            "the numbers are given twice",
                            "keep one of `csv:` and `rows:`",
                        ));
                    }
                    continue;
                }
                key => return Err(Fault::new(line, format!("`{key}` is no key of a chart"), KEYS)),
            };
            if slot.replace(entry.words()).is_some() {
                return Err(Fault::new(line, format!("`{}` is given twice", entry.key), "keep one of them"));
            }
        }
        let none =
            || Fault::new(1, "there are no numbers", "name a file with `csv:`, or give them below `rows: |`");
        let data = data.filter(Data::says_something).ok_or_else(none)?;
        let words = Option::unwrap_or_default;
        Ok(Spec { title: words(title), unit: words(unit), explanation: words(explanation), data })
    }
}

impl Data {
    fn says_something(&self) -> bool {
        match self {
            Data::File { name, .. } => !name.is_empty(),
            Data::Rows { text, .. } => !text.trim().is_empty(),
        }
    }
}

fn entries(block: &str) -> Result<Vec<Entry<'_>>, Fault> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (index, text) in block.lines().enumerate() {
        let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let is_below = text.starts_with([' ', '\t']) || text.trim().is_empty();
        match (entries.last_mut(), is_below) {
            (Some(entry), true) => entry.below.push(text),
            (None, true) if text.trim().is_empty() => {}
            (_, _) if text.starts_with('#') => {}
            _ => {
                let entry = text.split_once(':').filter(|(key, _)| is_key(key));
                let Some((key, value)) = entry else {
                    let shown = super::opening(text, 40);
                    return Err(Fault::new(line, format!("`{shown}` is no `key: value`"), KEYS));
                };
                entries.push(Entry { key, value: value.trim(), line, below: Vec::new() });
            }
        }
    }
    Ok(entries)
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 24 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

impl Entry<'_> {
    /// Whether the value is only the mark of YAML that it follows below.
    fn is_open(&self) -> bool {
        matches!(self.value, "" | "|" | "|-" | "|+" | ">" | ">-" | ">+")
    }

    /// The value as words on one line.
    fn words(&self) -> String {
        let first = if self.is_open() { "" } else { self.value };
        let lines = std::iter::once(first).chain(self.below.iter().copied());
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        unquoted(&words.join(" ")).to_owned()
    }

    fn data(&self) -> Data {
        if self.key == "csv" {
            return Data::File { name: self.words(), line: self.line };
        }
        let first = if self.is_open() { Vec::new() } else { vec![self.value] };
        let line = self.line + u32::from(first.is_empty());
        let rows: Vec<&str> = first.into_iter().chain(self.below.iter().map(|row| row.trim())).collect();
        Data::Rows { text: rows.join("\n"), line }
    }
}

fn unquoted(words: &str) -> &str {
    let within = |quote| words.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    within('"').or_else(|| within('\'')).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys_in_any_order_and_values_over_several_lines() {
        let spec = Spec::read(
            "rows: |\n  time,a\n  09:00,1\n\nexplanation: >\n  One: two,\n  three.\ntitle: \"T\"\n",
        )
        .unwrap();
        assert_eq!((spec.title.as_str(), spec.explanation.as_str()), ("T", "One: two, three."));
        assert_eq!(spec.data, Data::Rows { text: "time,a\n09:00,1\n".to_owned(), line: 2 });
        let file = Spec::read("unit: x\ncsv: 'a b.csv'\n").unwrap();
        assert_eq!(file.data, Data::File { name: "a b.csv".to_owned(), line: 2 });
    }

    #[test]
    fn says_on_which_line_a_block_is_wrong() {
        let fault = |block: &str| Spec::read(block).map(|_| ()).unwrap_err();
        assert_eq!(fault("title: x\nfoo bar\n").line, 2);
        assert_eq!(fault("tittle: x\n").words, "`tittle` is no key of a chart");
        assert_eq!(fault("title: x\n").words, "there are no numbers");
        assert_eq!(fault("csv: a.csv\nrows: |\n  a,b\n").line, 2);
        assert_eq!(fault("title: x\nrows: |\n").words, "there are no numbers");
        assert_eq!(fault("").words, "there are no numbers");
    }
}
