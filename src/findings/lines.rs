//! From byte offsets to lines and columns.

/// Where the lines of a text start.
#[derive(Clone, Debug)]
pub struct LineMap {
    starts: Vec<u32>,
}

impl LineMap {
    /// The lines of a text; texts over 4 GiB are not read.
    pub fn new(text: &str) -> LineMap {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline as u32 + 1));
        LineMap { starts }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|start| *start as usize <= offset) as u32
    }

    /// The first byte of a line counted from 1; the end of the last line for lines beyond.
    pub fn start_of(&self, line: u32) -> usize {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index] as usize
    }

    /// Line and column in characters, both from 1.
    pub fn place(&self, text: &str, offset: usize) -> (u32, u32) {
        let line = self.line(offset);
        let start = self.start_of(line);
        let column = text.get(start..offset).map_or(0, |before| before.chars().count());
        (line, column as u32 + 1)
    }
}
