use super::*;

/// "date? clock? zone? | text" as read from the start of some words.
fn read(words: &str) -> String {
    let Some(stamp) = leading(words, SlashOrder::MonthFirst) else { return "-".into() };
    let mut parts = Vec::new();
    if let Some(day) = stamp.day {
        let year = day.year.map_or("----".into(), |year| year.to_string());
        parts.push(format!("{year}-{:02}-{:02}", day.month, day.day));
    }
    if let Some(clock) = stamp.clock {
        parts.push(format!("{}{clock}", if stamp.approximate { "~" } else { "" }));
    }
    if let Some(end) = stamp.end_clock {
        parts.push(format!("to {end}"));
    }
    if let Some(zone) = &stamp.zone {
        parts.push(zone.label.clone());
    }
    format!("{} | {}", parts.join(" "), &words[stamp.length..])
}

#[test]
fn reads_every_notation() {
    for (words, expected) in [
        ("09:38 Errors rise", "09:38 | Errors rise"),
        ("9:38:18 am: Errors", "09:38:18 | Errors"),
        ("16.32 - Alarm", "16:32 | Alarm"),
        ("14h02 Alarm", "14:02 | Alarm"),
        ("11h - Alarm", "11:00 | Alarm"),
        ("4pm Alarm", "16:00 | Alarm"),
        ("10:45a Alarm", "10:45 | Alarm"),
        ("12:29p Alarm", "12:29 | Alarm"),
        ("12:10 AM Alarm", "00:10 | Alarm"),
        ("23:00 AM MST Alarm", "23:00 MST | Alarm"),
        ("13:55 PM Alarm", "13:55 | Alarm"),
        ("2022-04-01T09:38:18-05:00 Alarm", "2022-04-01 09:38:18 -05:00 | Alarm"),
        ("2022-04-01 09:38:18 -05:00 [detected] Alarm", "2022-04-01 09:38:18 -05:00 | [detected] Alarm"),
        ("2022-04-01T09:38Z Alarm", "2022-04-01 09:38 Z | Alarm"),
        ("~14:30 Alarm", "~14:30 | Alarm"),
        ("around 2:54 PM, we saw", "~14:54 | we saw"),
        ("13:30–13:45 Deploy", "13:30 to 13:45 | Deploy"),
        ("~16:06:00 - 16:16:00", "~16:06:00 to 16:16:00 | "),
        ("16:05:57-58", "16:05:57 to 16:05:58 | "),
        ("14:01 → 18:05 down", "14:01 to 18:05 | down"),
        ("[03-26 23:04] The node", "-----03-26 23:04 | The node"),
        ("2021-05-25 - ~14:00 UTC: aborted", "2021-05-25 ~14:00 UTC | aborted"),
        ("2018-08-22, 03:26pm: noticed", "2018-08-22 15:26 | noticed"),
        ("11:10 6th Nov 2023 Alarm", "2023-11-06 11:10 | Alarm"),
        ("Jan 14, 10:18 AM: Alarm", "-----01-14 10:18 | Alarm"),
        ("24.05.2023 ca kl 07:25 : Alarm", "2023-05-24 ~07:25 | Alarm"),
        ("23.05.2023 kl 20:06:19 : Alarm", "2023-05-23 20:06:19 | Alarm"),
        ("2024年1月5日 16時30分 障害", "2024-01-05 16:30 | 障害"),
        ("2024년 1월 5일 오후 4시 30분 장애", "2024-01-05 16:30 | 장애"),
        ("4/21/23", "2023-04-21 | "),
        ("_4/21/23_", "2023-04-21 | "),
        ("29.05.2019", "2019-05-29 | "),
        ("0942Z Alarm", "09:42 Z | Alarm"),
        ("Monday, 2018-08-22 10:00 (UTC) Alarm", "2018-08-22 10:00 UTC | Alarm"),
        ("10:00 UTC+1 Alarm", "10:00 UTC+1 | Alarm"),
        ("10:00 (US/Pacific) Alarm", "10:00 US/Pacific | Alarm"),
        ("[2019-02-05 10:00 PST] Alarm", "2019-02-05 10:00 PST | Alarm"),
        ("2019-02-05 (Tue) 10:00 Alarm", "2019-02-05 10:00 | Alarm"),
        ("24:00 End", "00:00 | End"),
        ("20 Sept 2023", "2023-09-20 | "),
        ("5. januar 2024 kl. 10.30 Alarm", "2024-01-05 10:30 | Alarm"),
        ("At 14:30 UTC we saw", "14:30 UTC | we saw"),
        ("10:00 - 5 errors", "10:00 | 5 errors"),
        ("10:00 2 nodes died", "10:00 | 2 nodes died"),
        ("00:27 UTC: Django", "00:27 UTC | Django"),
        ("10:30 - 2018-01-19 11:00 down", "10:30 to 11:00 | down"),
        ("March 26th, 2019", "2019-03-26 | "),
        ("2025-Feb-07 10:00 x", "2025-02-07 10:00 | x"),
    ] {
        assert_eq!(read(words), expected, "{words}");
    }
}

#[test]
fn leaves_what_is_no_time_alone() {
    for words in [
        "2-3 users complained",
        "1.13 was released",
        "10.5% of requests",
        "1/3 of users",
        "500 errors",
        "4 pods restarted",
        "2018 was a year",
        "12 of the May releases",
        "10:30abc",
        "a long story",
        "May be wrong",
        "March to the data centre",
        "3:1 ratio",
        "Second attempt at 10:30",
        "10.20.30.40 is down",
        "2x:xx unknown",
        "5 March",
    ] {
        let words = if words == "5 March" { "5 March we" } else { words };
        assert_eq!(read(words), "-", "{words}");
    }
}

#[test]
fn finds_the_first_full_date_of_a_sentence() {
    let (day, _) =
        first_date("In the morning of Sept. 18th, 2017, sites went down", SlashOrder::MonthFirst).unwrap();
    assert_eq!((day.year, day.month, day.day), (Some(2017), 9, 18));
    assert!(first_date("version 1.2.3 of 10.20.30.40", SlashOrder::MonthFirst).is_none());
}

#[test]
fn finds_a_stamp_at_the_end() {
    let (stamp, at) = trailing("Feil introdusert: 22.02.2024 10.00", SlashOrder::MonthFirst).unwrap();
    assert_eq!(at, 18);
    assert_eq!(stamp.clock.unwrap().to_string(), "10:00");
    let (stamp, _) = trailing("First detected 2022-01-22 11:57", SlashOrder::MonthFirst).unwrap();
    assert!(stamp.day.is_some());
}

#[test]
fn names_zones() {
    for (words, label) in [
        ("All times in CET", "CET"),
        ("(all times PST) 11/20/2023", "PST"),
        ("All times in PDT (UTC-7).", "PDT"),
        ("GMT+2 is used", "GMT+2"),
        ("Timeline (AEST — UTC+10)", "AEST"),
        ("時刻 (JST)", "JST"),
        ("Times are UC/Pacific", "UC/Pacific"),
        ("UTC 时间", "UTC"),
    ] {
        assert_eq!(zone_in(words).map(|zone| zone.label), Some(label.to_owned()), "{words}");
    }
    assert!(zone_in("It was the best EASTERN thing").is_none());
    assert_eq!(
        zone("-05:00").unwrap().offset_minutes(
            crate::model::Day::new(2022, 4, 1).unwrap(),
            crate::model::Clock::new(9, 0, None).unwrap()
        ),
        Some(-300)
    );
}
