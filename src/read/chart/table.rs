//! The rows of a chart: what stands along the axis, and the columns of numbers.

use super::number::{self, Cell};
use super::{Around, Fault};
use crate::model::{Clock, Day, Moment};
use crate::read::moment::{self, SlashOrder};

/// The most rows a chart has.
const MOST_ROWS: usize = 50_000;

/// The most columns of numbers.
const MOST_SERIES: usize = 12;

/// A number beyond this is no measurement.
const LARGEST: f64 = 1e15;

/// Names of the column that stands along the axis.
const ALONG: &[&str] = &[
    "time",
    "times",
    "timestamp",
    "datetime",
    "date",
    "day",
    "when",
    "at",
    "hour",
    "minute",
    "t",
    "x",
    "utc",
    "zeit",
    "uhrzeit",
    "datum",
    "tid",
    "tidspunkt",
    "klokkeslett",
    "dato",
    "heure",
    "hora",
    "fecha",
    "data",
    "ora",
    "tijd",
    "時刻",
    "時間",
    "日時",
];

/// Rows that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// The names of all columns, as written; empty ones where there are none.
    pub(crate) head: Vec<String>,
    /// All cells as written, each row as long as the head.
    pub(crate) rows: Vec<Vec<String>>,
    /// The column that stands along the axis.
    pub(crate) along: usize,
    /// What that column says.
    pub(crate) axis: Axis,
    /// The columns of numbers.
    pub(crate) series: Vec<Series>,
}

/// What stands along the axis, for each row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Axis {
    /// Points in time.
    Times {
        /// A moment for each row.
        moments: Vec<Moment>,
        /// Whether nobody says on which day.
        dayless: bool,
    },
    /// Numbers.
    Numbers(Vec<f64>),
    /// Names.
    Labels,
}

/// A column of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    /// Its name.
    pub(crate) name: String,
    /// Where it stands in the rows.
    pub(crate) column: usize,
    /// Its numbers; nothing where none was measured.
    pub(crate) values: Vec<Option<f64>>,
}

impl Table {
    /// The last moment along the axis, by its wall clock; nothing where the axis is no time of known days.
    pub(crate) fn last_seconds(&self) -> Option<i64> {
        match &self.axis {
            Axis::Times { moments, .. } => moments.iter().filter_map(Moment::wall_seconds).max(),
            Axis::Numbers(_) | Axis::Labels => None,
        }
    }
}

/// A row with its line.
struct Row {
    cells: Vec<String>,
    line: u32,
}

impl Table {
    /// Reads rows with a head, parted by commas, semicolons or tabs; lines of faults count from 1.
    pub(crate) fn read(text: &str, around: &Around) -> Result<Table, Fault> {
        let text = text.trim_start_matches('\u{feff}');
        let delimiter = delimiter(text);
        let comma_is_point = delimiter != b',';
        let mut rows = rows(text, delimiter)?;
        let head = head(&mut rows, comma_is_point);
        let width = head.len();
        for row in &mut rows {
            if row.cells.len() > width {
                let words = format!("a row has {} cells, but the head has {width}", row.cells.len());
                return Err(Fault::new(row.line, words, "quote cells that hold a comma"));
            }
            row.cells.resize(width, String::new());
        }
        if rows.len() < 2 {
            let line = rows.first().map_or(1, |row| row.line);
            return Err(Fault::new(line, "one row is no chart", "give at least two rows below the head"));
        }
        let along = along(&head, &rows, comma_is_point);
        let axis = axis(&head[along], &rows, along, comma_is_point, around)?;
        let series = series(&head, &rows, along, comma_is_point)?;
        let rows = rows.into_iter().map(|row| row.cells).collect();
        Ok(Table { head, rows, along, axis, series })
    }
}

/// What parts the cells of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match () {
        () if first.contains('\t') => b'\t',
        () if first.contains(';') && first.matches(';').count() >= first.matches(',').count() => b';',
        () => b',',
    }
}

fn rows(text: &str, delimiter: u8) -> Result<Vec<Row>, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = u32::try_from(reader.position().line()).unwrap_or(u32::MAX);
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {}
            Err(_) => return Err(Fault::new(line, "the rows cannot be read", "close every quote")),
        }
        let line = record.position().map_or(line, |place| u32::try_from(place.line()).unwrap_or(u32::MAX));
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() > MOST_ROWS {
            let words = "there are more than 50,000 rows";
            return Err(Fault::new(line, words, "keep one row a minute, or only the incident"));
        }
        rows.push(Row { cells: record.iter().map(str::to_owned).collect(), line });
    }
}

/// Takes the head off the rows; columns without one have empty names.
fn head(rows: &mut Vec<Row>, comma_is_point: bool) -> Vec<String> {
    let Some(first) = rows.first() else { return Vec::new() };
    let is_number = |cell: &String| matches!(number::read(cell, comma_is_point), Cell::Number(_));
    let is_head = first.cells.iter().any(|cell| is_along(cell))
        || !first.cells.iter().any(|cell| is_number(cell) || stamp(cell).is_some());
    if is_head { rows.remove(0).cells } else { vec![String::new(); first.cells.len()] }
}

fn is_along(name: &str) -> bool {
    let bare = name.split(['(', '[']).next().unwrap_or_default().trim().to_lowercase();
    ALONG.contains(&bare.as_str())
}

/// The column along the axis: by its name, else the first that holds times, else the first.
fn along(head: &[String], rows: &[Row], comma_is_point: bool) -> usize {
    let holds_times = |column: &usize| {
        rows.iter().all(|row| {
            let cell = &row.cells[*column];
            number::read(cell, comma_is_point) == Cell::Other && stamp(cell).is_some()
        })
    };
    let named = head.iter().position(|name| is_along(name));
    named.or_else(|| (0..head.len()).find(holds_times)).unwrap_or(0)
}

/// A time that is all a cell says.
fn stamp(cell: &str) -> Option<moment::Stamp> {
    let cell = cell.trim();
    // No time is longer; a whole text in a cell need not be searched.
    if cell.len() > 64 {
        return None;
    }
    let stamp = moment::leading(cell, SlashOrder::default())?;
    (stamp.time_length == cell.len() && stamp.end_clock.is_none() && stamp.end_day.is_none()).then_some(stamp)
}

fn axis(
    head: &str,
    rows: &[Row],
    along: usize,
    comma_is_point: bool,
    around: &Around,
) -> Result<Axis, Fault> {
    let cells = || rows.iter().map(|row| row.cells[along].as_str());
    let numbers: Vec<Cell> = cells().map(|cell| number::read(cell, comma_is_point)).collect();
    let axis = if numbers.iter().all(|cell| matches!(cell, Cell::Number(_))) {
        let number = |cell: Cell| if let Cell::Number(number) = cell { number } else { 0.0 };
        Axis::Numbers(numbers.into_iter().map(number).collect())
    } else {
        let stamps = cells().filter(|cell| stamp(cell).is_some()).count();
        if stamps * 2 <= rows.len() {
            return labels(rows);
        }
        times(head, rows, along, around)?
    };
    let (is_one, too_large) = match &axis {
        Axis::Times { moments, .. } => (moments.windows(2).all(|pair| pair[0] == pair[1]), false),
        Axis::Numbers(numbers) => (
            numbers.windows(2).all(|pair| pair[0] == pair[1]),
            numbers.iter().any(|number| number.abs() > LARGEST),
        ),
        Axis::Labels => (false, false),
    };
    if is_one {
        return Err(Fault::new(
            rows[0].line,
            "all rows stand at the same place",
            "give rows of different times",
        ));
    }
    if too_large {
        return Err(Fault::new(rows[0].line, "the numbers are too large to draw", "use a larger unit"));
    }
    Ok(axis)
}

fn labels(rows: &[Row]) -> Result<Axis, Fault> {
    const MOST: usize = 40;
    match rows.get(MOST) {
        None => Ok(Axis::Labels),
        Some(row) => {
            let words =
                format!("there are {} names, and no times or numbers, in the first column", rows.len());
            Err(Fault::new(row.line, words, "give times or numbers, or at most 40 names"))
        }
    }
}

fn times(head: &str, rows: &[Row], along: usize, around: &Around) -> Result<Axis, Fault> {
    let zone = moment::zone_in(head).or_else(|| around.zone.clone());
    let mut before: Option<(Day, Clock)> = None;
    let mut dayless = around.day.is_none();
    let mut moments = Vec::with_capacity(rows.len());
    for row in rows {
        let cell = &row.cells[along];
        let fault = || {
            Fault::new(
                row.line,
                format!("`{}` is no time", shown(cell)),
                "write `2022-04-01 09:38` or `09:38`",
            )
        };
        let stamp = stamp(cell).ok_or_else(fault)?;
        let clock = stamp.clock.unwrap_or(Clock { hour: 0, minute: 0, second: None });
        let written = stamp.day.map(|day| {
            let year = before.map(|(day, _)| day.year).or(around.day.map(|day| day.year));
            day.in_year(year.unwrap_or(1970))
        });
        dayless &= written.is_none();
        let day = match written {
            Some(day) => day.ok_or_else(fault)?,
            None => carried(before, clock).or(around.day).unwrap_or(Day { year: 1970, month: 1, day: 1 }),
        };
        before = Some((day, clock));
        let day = if stamp.next_day { day.tomorrow().ok_or_else(fault)? } else { day };
        let moment = Moment { day: Some(day), clock: Some(clock), zone: stamp.zone.or_else(|| zone.clone()) };
        if moment.wall_seconds().is_none() {
            return Err(fault());
        }
        moments.push(moment);
    }
    Ok(Axis::Times { moments, dayless })
}

/// The day of the row before, or the next one where the clock went far back.
fn carried(before: Option<(Day, Clock)>, clock: Clock) -> Option<Day> {
    let (day, earlier) = before?;
    let over_midnight = earlier.seconds() - clock.seconds() > 12 * 3600;
    if over_midnight { day.tomorrow() } else { Some(day) }
}

fn series(head: &[String], rows: &[Row], along: usize, comma_is_point: bool) -> Result<Vec<Series>, Fault> {
    let mut series = Vec::new();
    for column in (0..head.len()).filter(|column| *column != along) {
        let cells = || rows.iter().map(|row| number::read(&row.cells[column], comma_is_point));
        let is_number = |cell: Cell| matches!(cell, Cell::Number(_));
        // A column of remarks is for the table alone.
        if !cells().any(is_number) {
            continue;
        }
        let mut values = Vec::with_capacity(rows.len());
        for (cell, row) in cells().zip(rows) {
            values.push(match cell {
                Cell::Number(number) if number.abs() > LARGEST => {
                    return Err(Fault::new(row.line, "a number is too large to draw", "use a larger unit"));
                }
                Cell::Number(number) => Some(number),
                Cell::Missing => None,
                Cell::Other => {
                    let words = format!("`{}` is no number", shown(&row.cells[column]));
                    return Err(Fault::new(row.line, words, "write a number, or leave the cell empty"));
                }
            });
        }
        series.push(Series { name: head[column].clone(), column, values });
    }
    match series.len() {
        0 => {
            let word = rows.iter().flat_map(|row| row.cells.iter().enumerate().map(move |cell| (row, cell)));
            let other = word
                .filter(|(_, (column, cell))| *column != along && !cell.is_empty())
                .map(|(row, (_, cell))| (row, cell));
            Err(match other.into_iter().next() {
                Some((row, cell)) => Fault::new(
                    row.line,
                    format!("`{}` is no number", shown(cell)),
                    "write a number, or leave the cell empty",
                ),
                None => Fault::new(
                    rows[0].line,
                    "there is no column of numbers",
                    "give at least one column of numbers",
                ),
            })
        }
        count if count > MOST_SERIES => {
            let words = format!("there are {count} columns of numbers");
            Err(Fault::new(rows[0].line, words, "give at most twelve, or two charts"))
        }
        _ => Ok(series),
    }
}

/// A cell as faults quote it.
fn shown(cell: &str) -> String {
    super::opening(cell, 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, Fault> {
        Table::read(text, &Around::default())
    }

    fn words(text: &str) -> (u32, String) {
        let fault = table(text).unwrap_err();
        (fault.line, fault.words)
    }

    #[test]
    fn finds_the_axis_by_name_or_by_what_it_holds() {
        let named = table("errors,time\n1,09:00\n2,09:05\n").unwrap();
        assert_eq!((named.along, named.series[0].name.as_str()), (1, "errors"));
        assert_eq!(table("a,moment,b\n1,2022-04-01 09:00,2\n2,2022-04-01 09:05,3\n").unwrap().along, 1);
        assert_eq!(table("connections,ms\n10,1\n20,4\n").unwrap().axis, Axis::Numbers(vec![10.0, 20.0]));
        assert_eq!(table("layer,attempts\ncheckout,3\nadapter,5\n").unwrap().axis, Axis::Labels);
        assert_eq!(table("09:00,1\n09:10,2\n").unwrap().head, ["", ""]);
    }

    #[test]
    fn carries_the_day_over_midnight() {
        let around = Around { day: Day::new(2022, 4, 1), zone: None };
        let table = Table::read("time,a\n23:50,1\n00:10,2\n", &around).unwrap();
        let Axis::Times { moments, dayless } = table.axis else { panic!("no times") };
        assert_eq!(
            moments.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2022-04-01T23:50", "2022-04-02T00:10"]
        );
        assert!(!dayless);
    }

    #[test]
    fn missing_numbers_are_no_zeros_and_remarks_no_numbers() {
        let table = table("time,a,note\n09:00,1,deploy\n09:05,,\n09:10,NaN,\n09:15\n").unwrap();
        assert_eq!(table.series[0].values, [Some(1.0), None, None, None]);
        assert_eq!(table.series.len(), 1);
        assert_eq!(table.rows[3], ["09:15", "", ""]);
    }

    #[test]
    fn reads_semicolons_with_decimal_commas() {
        let table = table("Zeit;Fehler\n09:00;1,5\n09:05;12\n").unwrap();
        assert_eq!(table.series[0].values, [Some(1.5), Some(12.0)]);
    }

    #[test]
    fn says_what_is_wrong_and_on_which_line() {
        assert_eq!(words("time,a\n09:00,1\n09:05,many\n"), (3, "`many` is no number".to_owned()));
        assert_eq!(words("time,a\n09:00,1\n09:05,inf\n"), (3, "`inf` is no number".to_owned()));
        assert_eq!(words("time,a\n09:00,1\n09:05,1\n99:99,2\n"), (4, "`99:99` is no time".to_owned()));
        assert_eq!(words("time,a\n09:00,1\n"), (2, "one row is no chart".to_owned()));
        assert_eq!(words("time,a\n09:00,1\n09:00,2\n"), (2, "all rows stand at the same place".to_owned()));
        assert_eq!(words("time,a\n09:00,1,2\n09:01,1\n").0, 2);
        assert_eq!(words("time,a\n09:00,x\n09:05,y\n"), (2, "`x` is no number".to_owned()));
        assert_eq!(words("").1, "one row is no chart");
        assert_eq!(
            words(&format!("time,a\n{}", "09:00,1\n".repeat(60_000))).1,
            "there are more than 50,000 rows"
        );
    }
}
