//! What can be asked for on the command line; the comments are the help text.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};
use coebook::model::Day;

use crate::commands::actions::ActionsArgs;
use crate::commands::build::BuildArgs;
use crate::commands::check::CheckArgs;
use crate::commands::digest::DigestArgs;
use crate::commands::readers::ReadersArgs;
use crate::commands::related::RelatedArgs;
use crate::commands::search::SearchArgs;
use crate::commands::serve::ServeArgs;
use crate::commands::show::ShowArgs;
use crate::commands::suggest::SuggestArgs;
use crate::commands::vocabulary::VocabularyArgs;
use crate::commands::wheel::WheelArgs;

/// Turn a repository of COEs, postmortems and incident reviews into a site people read
#[derive(Debug, Parser)]
#[command(
    name = "coebook",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    styles = STYLES,
    after_help = "Examples:\n  coebook build docs/postmortems\n  coebook serve --open\n  coebook search checkout timeout\n  \
                  coebook show 2024-03-05-checkout-outage\n  coebook related 2024-03-05-checkout-outage --why\n\nExit status: 0 all is well, 1 errors in the content, \
                  2 the command could not do its work"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Build(BuildArgs),
    Serve(ServeArgs),
    Check(CheckArgs),
    Search(SearchArgs),
    Show(ShowArgs),
    Related(RelatedArgs),
    Suggest(SuggestArgs),
    Actions(ActionsArgs),
    Wheel(WheelArgs),
    Digest(DigestArgs),
    Vocabulary(VocabularyArgs),
    Readers(ReadersArgs),
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// A day as the command line takes it: `2024-03-05`.
pub(crate) fn day(words: &str) -> Result<Day, String> {
    if let Ok(date) = words.parse::<jiff::civil::Date>() {
        let plain = Day::new(date.year(), date.month(), date.day()).filter(|day| day.to_string() == words);
        if let Some(day) = plain {
            return Ok(day);
        }
    }
    let meant = coebook::read::day(words).and_then(nearest);
    Err(meant.map_or_else(
        || "write a day as 2024-03-05".to_owned(),
        |day| format!("write a day as 2024-03-05; did you mean {day}?"),
    ))
}

/// The day itself when the calendar has it, else the last day of that month.
fn nearest(day: Day) -> Option<Day> {
    (1..=day.day)
        .rev()
        .filter_map(|number| Day::new(day.year, day.month, number))
        .find(|day| day.civil().is_some())
}

/// A length of time in days: `14d`, `2w`, `14`.
pub(crate) fn days(words: &str) -> Result<i64, String> {
    let (number, unit) = words.split_at(words.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
    let days = match unit {
        "" | "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        _ => return Err("write it as 14d or 2w".to_owned()),
    };
    match number.parse::<u16>() {
        Ok(number) => Ok(i64::from(number) * days),
        Err(_) => Err("write it as 14d or 2w".to_owned()),
    }
}

/// The day it is here; nothing else in this program looks at the calendar.
pub(crate) fn today() -> Day {
    Day::from(jiff::Zoned::now().date())
}

/// An address a site can be published at.
pub(crate) fn base_url(words: &str) -> Result<String, String> {
    let host = words.strip_prefix("https://").or_else(|| words.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !words.contains([' ', '?', '#']) => Ok(words.to_owned()),
        _ => Err("write it like https://coe.example.com/reviews".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_option_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn suggests_the_day_that_was_meant() {
        assert_eq!(day("2024-03-05").map(|day| day.to_string()), Ok("2024-03-05".to_owned()));
        let hint = |words| day(words).unwrap_err();
        assert!(hint("2024-02-30").ends_with("did you mean 2024-02-29?"), "{}", hint("2024-02-30"));
        assert!(hint("3/5/2024").ends_with("did you mean 2024-03-05?"), "{}", hint("3/5/2024"));
        assert_eq!(hint("tomorrow"), "write a day as 2024-03-05");
    }

    #[test]
    fn counts_days_and_weeks() {
        assert_eq!(
            ["14d", "2w", "3", "0d"].map(|words| days(words).ok()),
            [Some(14), Some(14), Some(3), Some(0)]
        );
        assert!(["", "d", "-1d", "2 months", "1.5w"].iter().all(|words| days(words).is_err()));
    }

    #[test]
    fn takes_addresses_only() {
        assert!(base_url("https://coe.example.com/reviews").is_ok());
        for wrong in ["", "coe.example.com", "https://", "ftp://x", "https://x/?a=b"] {
            assert!(base_url(wrong).is_err(), "{wrong}");
        }
    }
}
