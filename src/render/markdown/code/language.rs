//! Which language a block is in: the word behind its fence, and how a block without one begins.

use std::borrow::Cow;

use super::super::Label;
use super::{diff, log, session};

/// How a block is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Plain,
    /// By the grammar of this name.
    Grammar(&'static str),
    Log,
    Session,
    Difference,
}

/// Words authors write in lower case, what readers call the language, and the name of its grammar.
const LANGUAGES: &[(&[&str], &str, &str)] = &[
    (&["bash", "sh", "shell", "zsh", "ksh", "fish", "shellscript"], "Shell", "bash"),
    (&["bat", "batch", "cmd"], "Batch", "bat"),
    (&["c", "h"], "C", "c"),
    (&["c++", "cpp", "cxx", "cc", "hpp"], "C++", "cpp"),
    (&["clojure", "clj"], "Clojure", "clj"),
    (&["cmake"], "CMake", "cmake"),
    (&["csharp", "cs", "c#"], "C#", "cs"),
    (&["css"], "CSS", "css"),
    (&["dart"], "Dart", "dart"),
    (&["dockerfile", "docker", "containerfile"], "Dockerfile", "dockerfile"),
    (&["elixir", "ex", "exs"], "Elixir", "ex"),
    (&["erlang", "erl"], "Erlang", "erl"),
    (&["go", "golang"], "Go", "go"),
    (&["graphql", "gql"], "GraphQL", "graphql"),
    (&["groovy", "gradle", "jenkinsfile"], "Groovy", "groovy"),
    (&["haskell", "hs"], "Haskell", "hs"),
    (&["hcl", "terraform", "tf", "tfvars"], "Terraform", "tf"),
    (&["html", "htm", "xhtml"], "HTML", "html"),
    (&["ini", "cfg", "conf", "systemd", "service"], "INI", "ini"),
    (&["java"], "Java", "java"),
    (&["javascript", "js", "jsx", "mjs", "cjs", "node"], "JavaScript", "js"),
    (&["json", "json5", "jsonc", "jsonl", "ndjson"], "JSON", "json"),
    (&["kotlin", "kt", "kts"], "Kotlin", "kt"),
    (&["lua"], "Lua", "lua"),
    (&["makefile", "make", "mk"], "Makefile", "make"),
    (&["nginx"], "nginx", "nginx"),
    (&["objc", "objective-c", "objectivec"], "Objective-C", "m"),
    (&["ocaml", "ml"], "OCaml", "ml"),
    (&["perl", "pl"], "Perl", "pl"),
    (&["php"], "PHP", "php"),
    (&["properties"], "Properties", "properties"),
    (&["proto", "protobuf", "proto3"], "Protocol Buffers", "proto"),
    (&["python", "py", "python3"], "Python", "py"),
    (&["r"], "R", "r"),
    (&["ruby", "rb"], "Ruby", "rb"),
    (&["rust", "rs"], "Rust", "rs"),
    (&["scala", "sbt"], "Scala", "scala"),
    (&["sql", "postgresql", "postgres", "pgsql", "psql", "mysql", "plsql", "sqlite"], "SQL", "sql"),
    (&["swift"], "Swift", "swift"),
    (&["toml"], "TOML", "toml"),
    (&["tsx"], "TypeScript", "tsx"),
    (&["typescript", "ts"], "TypeScript", "ts"),
    (&["vue"], "Vue", "vue"),
    (&["xml", "svg", "xsd", "pom"], "XML", "xml"),
    (&["yaml", "yml", "k8s", "kubernetes", "helm", "ansible"], "YAML", "yaml"),
];

/// Words for text that is in no language.
const PLAIN: &[&str] = &["", "text", "txt", "plain", "plaintext", "none", "output", "raw", "nohighlight"];

/// The language as the author wrote it: the first word behind the fence, as far as it is a plain name.
pub(super) fn word(info: &str) -> &str {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_');
    let info = info.trim_start();
    &info[..info.bytes().take_while(is_plain).count()]
}

/// What readers call what stands in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title<'w> {
    /// A name that is the same everywhere; empty where nobody said any.
    Name(&'w str),
    /// Words of the interface.
    Said(Label),
}

/// What readers call the language, and how the block is read.
pub(super) fn of<'w>(word: &'w str, text: &str) -> (Title<'w>, Reading) {
    let lower = lower(word);
    match &*lower {
        plain if PLAIN.contains(&plain) => (Title::Name(""), seen(text)),
        "log" | "logs" | "syslog" | "stacktrace" | "traceback" => (Title::Said(Label::Log), Reading::Log),
        "console" | "terminal" | "shell-session" | "sh-session" | "shellsession" | "pycon" => {
            (Title::Said(Label::Terminal), Reading::Session)
        }
        "mermaid" | "plantuml" | "dot" | "graphviz" => (Title::Said(Label::Diagram), Reading::Plain),
        "diff" | "patch" | "udiff" => (Title::Name("Diff"), Reading::Difference),
        _ => match known(&lower) {
            Some((_, _)) if session::is_one(text) => (Title::Said(Label::Terminal), Reading::Session),
            Some((title, grammar)) => (Title::Name(title), Reading::Grammar(grammar)),
            None => (Title::Name(word), Reading::Plain),
        },
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// The title and the grammar of a word.
fn known(word: &str) -> Option<(&'static str, &'static str)> {
    LANGUAGES.iter().find(|(words, _, _)| words.contains(&word)).map(|(_, title, grammar)| (*title, *grammar))
}

/// What a block looks like whose language nobody said.
fn seen(text: &str) -> Reading {
    if session::is_one(text) {
        Reading::Session
    } else if diff::is_one(text) {
        Reading::Difference
    } else if log::is_one(text) {
        Reading::Log
    } else {
        Reading::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar;
    use super::*;

    #[test]
    fn every_word_stands_once_and_has_a_grammar() {
        let mut seen: Vec<&str> = Vec::new();
        for (words, title, name) in LANGUAGES {
            assert!(grammar::exists(name), "no grammar {name} for {title}");
            for word in *words {
                assert!(!seen.contains(word), "{word} stands twice");
                assert_eq!(*lower(word), **word);
                seen.push(word);
            }
        }
    }
}
