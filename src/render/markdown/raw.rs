//! The author's own HTML in pieces: tags, words between them, and what is left out.

/// HTML of the author, and where it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Html {
    text: String,
    /// Where pieces of the text stand: offset in the text, offset in the file.
    map: Vec<(usize, usize)>,
}

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'t> {
    /// Words, with entities.
    Words(&'t str),
    /// A tag that opens an element, or stands alone.
    Open {
        /// In lower case.
        name: String,
        /// Names in lower case, and values as they are written.
        attributes: Vec<(String, &'t str)>,
        /// Where it stands in the text.
        at: usize,
    },
    /// A tag that closes an element: its name in lower case.
    Close(String),
    /// A comment, or a declaration.
    Nothing,
}

impl Html {
    /// Adds a line that stands at a byte of the file.
    pub(super) fn push(&mut self, line: &str, at: usize) {
        self.map.push((self.text.len(), at));
        self.text.push_str(line);
    }

    /// The byte of the file at which a byte of the text stands.
    pub(super) fn place(&self, offset: usize) -> usize {
        let index = self.map.partition_point(|(start, _)| *start <= offset);
        match index.checked_sub(1).and_then(|index| self.map.get(index)) {
            Some((start, at)) => at + (offset - start),
            None => 0,
        }
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> Pieces<'_> {
        Pieces { text: &self.text, at: 0 }
    }

    /// `script` or `style`, if this is the tag that opens one.
    pub(super) fn hides_what_follows(&self) -> Option<&'static str> {
        match self.pieces().next() {
            Some(Piece::Open { name, .. }) => hidden(&name),
            _ => None,
        }
    }
}

/// Elements whose content is not for readers.
pub(super) fn hidden(name: &str) -> Option<&'static str> {
    ["script", "style"].into_iter().find(|hidden| *hidden == name)
}

/// Reads pieces.
pub(super) struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        if !rest.starts_with('<') {
            return Some(self.words(rest.find('<').unwrap_or(rest.len())));
        }
        match rest.as_bytes().get(1) {
            Some(b'!') if rest.starts_with("<!--") => Some(self.comment(rest)),
            Some(b'!' | b'?') => {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                Some(Piece::Nothing)
            }
            Some(b'/') => Some(self.close(rest)),
            Some(byte) if byte.is_ascii_alphabetic() => Some(self.open(rest)),
            _ => Some(self.words(1)),
        }
    }
}

impl<'t> Pieces<'t> {
    fn words(&mut self, length: usize) -> Piece<'t> {
        let start = self.at;
        self.at += length;
        Piece::Words(&self.text[start..self.at])
    }

    /// A comment ends where browsers say it does; one without an end hides all that follows.
    fn comment(&mut self, rest: &str) -> Piece<'t> {
        let body = &rest[4..];
        let length = if body.starts_with('>') {
            1
        } else if body.starts_with("->") {
            2
        } else {
            let ends = [("-->", 3), ("--!>", 4)];
            let end = ends.iter().filter_map(|(end, length)| Some(body.find(end)? + length)).min();
            end.unwrap_or(body.len())
        };
        self.at += 4 + length;
        Piece::Nothing
    }

    fn close(&mut self, rest: &str) -> Piece<'t> {
        let name: String = tag_name(&rest[2..]).to_ascii_lowercase();
        let Some(end) = rest.find('>') else { return self.words(rest.len()) };
        self.at += end + 1;
        Piece::Close(name)
    }

    /// A tag without an end makes words of all that follows.
    fn open(&mut self, rest: &'t str) -> Piece<'t> {
        let name = tag_name(&rest[1..]);
        let mut tag = Attributes { text: rest, at: 1 + name.len() };
        let mut attributes = Vec::new();
        loop {
            match tag.next() {
                Some(Ok(attribute)) => attributes.push(attribute),
                Some(Err(())) => return self.words(rest.len()),
                None => break,
            }
        }
        let at = self.at;
        self.at += tag.at;
        Piece::Open { name: name.to_ascii_lowercase(), attributes, at }
    }
}

fn tag_name(text: &str) -> &str {
    let is_end = |character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>');
    &text[..text.find(is_end).unwrap_or(text.len())]
}

/// Reads the attributes of a tag; stops behind its `>`.
struct Attributes<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Attributes<'t> {
    /// The next one; nothing at the end of the tag, an error when the tag has no end.
    fn next(&mut self) -> Option<Result<(String, &'t str), ()>> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        if self.peek() == Some(b'>') {
            self.at += 1;
            return None;
        }
        let start = self.at;
        self.at += 1;
        self.skip(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let Some(name) = self.text.get(start..self.at) else { return Some(Err(())) };
        self.skip(|byte| byte.is_ascii_whitespace());
        let mut value = "";
        if self.peek() == Some(b'=') {
            self.at += 1;
            self.skip(|byte| byte.is_ascii_whitespace());
            value = match self.value() {
                Some(value) => value,
                None => return Some(Err(())),
            };
        }
        Some(Ok((name.to_ascii_lowercase(), value)))
    }

    fn value(&mut self) -> Option<&'t str> {
        match self.peek()? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let length = self.text.get(start..)?.find(char::from(quote))?;
                self.at = start + length + 1;
                self.text.get(start..start + length)
            }
            _ => {
                let start = self.at;
                self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
                self.text.get(start..self.at)
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
    }
}
