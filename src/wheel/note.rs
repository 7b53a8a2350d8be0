//! Writing a pick down: in its place by day, everything else in the file as it was.

use std::path::Path;

use crate::error::{Error, Kind, Result};
use crate::fs::{self, Lock};
use crate::model::wheel::noted;
use crate::model::{PICKS, Pick, Picked};

/// What a new file says of itself.
const HEADER: &str =
    "# What `coebook wheel --record` picked, so that what nobody has looked at for long comes first.\n";

/// What each pick begins with.
const BEGINNING: &str = "[[pick]]";

/// Notes a pick in the folder of the source.
///
/// # Errors
/// When the file cannot be read, understood or written; it is then as it was.
pub fn note(folder: &Path, pick: &Pick) -> Result<()> {
    let path = folder.join(PICKS);
    // Two notes at once would lose one of them.
    let _held = match fs::try_lock(folder) {
        Lock::Held(file) => Some(file),
        Lock::Taken => {
            let error = Error::new(format!("cannot note the pick in {}", fs::show(&path)));
            return Err(error.of(Kind::Output).hint("another coebook is at work in this folder: try again"));
        }
        Lock::Unavailable => None,
    };
    let before = match fs::look(&path)? {
        Some(_) => text(&path)?,
        None => HEADER.to_owned(),
    };
    let after = with(&before, pick).map_err(|why| {
        Error::new(format!("cannot note the pick in {}", fs::show(&path)))
            .of(Kind::Usage)
            .because(why)
            .hint("write each pick as `[[pick]]` with `day = 2024-03-05` and `service` or `coe`")
    })?;
    fs::replace(&path, after.as_bytes())
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(fs::read(path)?).map_err(|error| {
        Error::new(format!("cannot read {}", fs::show(path))).because(error).hint("save the file as UTF-8")
    })
}

/// The text with a pick in it, or why it cannot be put there.
fn with(before: &str, pick: &Pick) -> std::result::Result<String, String> {
    let known = noted(before);
    let starts = starts(before);
    if starts.len() != known.len() {
        let fault = known.into_iter().find_map(|it| it.pick.err());
        return Err(fault.unwrap_or_else(|| "its picks are not written one below the other".to_owned()));
    }
    let later = known.iter().position(|it| it.pick.as_ref().is_ok_and(|known| known.day > pick.day));
    let (head, rest) = before.split_at(later.map_or(before.len(), |place| starts[place]));
    let gap = match head {
        "" => "",
        head if head.ends_with("\n\n") => "",
        head if head.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let (key, name) = match &pick.what {
        Picked::Service(name) => ("service", name),
        Picked::Coe(name) => ("coe", name),
    };
    let after = if rest.is_empty() { "" } else { "\n" };
    let text = format!("{head}{gap}{BEGINNING}\nday = {}\n{key} = \"{name}\"\n{after}{rest}", pick.day);
    let is_there = noted(&text).iter().filter(|it| it.pick.as_ref() == Ok(pick)).count()
        > known.iter().filter(|it| it.pick.as_ref() == Ok(pick)).count();
    if is_there { Ok(text) } else { Err("something in it stands in the way of one more".to_owned()) }
}

/// Where each pick starts, with the comment right above it.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let (mut at, mut comment) = (0, None);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with(BEGINNING) {
            starts.push(comment.unwrap_or(at));
        }
        comment = if words.starts_with('#') { comment.or(Some(at)) } else { None };
        at += line.len();
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    fn pick(day: i8, service: &str) -> Pick {
        let day = Day { year: 2024, month: 3, day };
        Pick { day, what: Picked::Service(service.to_owned()) }
    }

    #[test]
    fn picks_stand_in_order_and_comments_stay_with_what_they_are_about() {
        let text = "# Ours\n\n[[pick]]\nday = 2024-03-05 # a Tuesday\nservice = \"mail\"\n\n# of March\n[[pick]]\nday = \"2024-03-20\"\ncoe = \"x\"";
        let middle = with(text, &pick(10, "queue"));
        assert_eq!(
            middle.as_deref(),
            Ok("# Ours\n\n[[pick]]\nday = 2024-03-05 # a Tuesday\nservice = \"mail\"\n\n\
                [[pick]]\nday = 2024-03-10\nservice = \"queue\"\n\n\
                # of March\n[[pick]]\nday = \"2024-03-20\"\ncoe = \"x\"")
        );
        let last = with(text, &pick(25, "queue"));
        assert_eq!(last, Ok(format!("{text}\n\n[[pick]]\nday = 2024-03-25\nservice = \"queue\"\n")));
    }

    #[test]
    fn what_cannot_be_added_to_is_refused() {
        assert!(with("pick = [{day = 2024-03-05, service = \"mail\"}]\n", &pick(6, "queue")).is_err());
        assert!(with("[[pick]\n", &pick(6, "queue")).is_err());
    }
}
