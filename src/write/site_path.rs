//! Where a file stands in the site, and how one page links to another.

use std::borrow::Borrow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path segment may show unencoded in a URL: the unreserved characters of RFC 3986. The colon is
/// not among them, or `a:b.html` would read as a scheme.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The longest name the usual file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// A place in the site, such as `coes/2024-01-02-dns/index.html`: segments joined by slashes, relative, and
/// never able to leave the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// The place `path` names.
    ///
    /// # Errors
    /// When it is empty or absolute, has an empty, `.` or `..` segment, a backslash, a control character, or a
    /// segment longer than file systems take.
    pub fn new(path: &str) -> Result<Self, SitePathError> {
        let fault = if path.is_empty() { Some(Fault::Empty) } else { path.split('/').find_map(fault_of) };
        match fault {
            Some(fault) => Err(SitePathError { path: path.to_owned(), fault }),
            None => Ok(Self(path.to_owned())),
        }
    }

    /// The path as text, unencoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders it is below the root of the site.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The URL, percent-encoded, by which the page at `from` links to this place.
    ///
    /// ```
    /// use coebook::write::SitePath;
    ///
    /// let style = SitePath::new("assets/x.css")?;
    /// let page = SitePath::new("coes/a/index.html")?;
    /// assert_eq!(style.relative_to(&page), "../../assets/x.css");
    /// # Ok::<(), coebook::write::SitePathError>(())
    /// ```
    pub fn relative_to(&self, from: &Self) -> String {
        let (here, name) = self.split();
        let (there, _) = from.split();
        let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
        let mut url = "../".repeat(there.len() - shared);
        for folder in &here[shared..] {
            url.extend(utf8_percent_encode(folder, ENCODED));
            url.push('/');
        }
        url.extend(utf8_percent_encode(name, ENCODED));
        url
    }

    /// The folders this place is in, outermost first, each with its own path.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        folders(&self.0)
    }

    fn split(&self) -> (Vec<&str>, &str) {
        match self.0.rsplit_once('/') {
            Some((folders, name)) => (folders.split('/').collect(), name),
            None => (Vec::new(), &self.0),
        }
    }
}

/// The folders of a slash-separated path, outermost first, each with its own path.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Maps keyed by place can be asked with plain text: both order and equality are those of the text.
impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Why some text is no place in the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePathError {
    path: String,
    fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Empty,
    EmptySegment,
    DotSegment,
    Character(char),
    TooLong(usize),
}

fn fault_of(segment: &str) -> Option<Fault> {
    match segment {
        "" => Some(Fault::EmptySegment),
        "." | ".." => Some(Fault::DotSegment),
        _ if segment.len() > LONGEST_NAME => Some(Fault::TooLong(segment.len())),
        _ => segment.chars().find(|&c| c == '\\' || c.is_control()).map(Fault::Character),
    }
}

impl fmt::Display for SitePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no path inside the site: ", self.path)?;
        match self.fault {
            Fault::Empty => write!(f, "it is empty"),
            Fault::EmptySegment => write!(f, "a slash begins it, ends it or follows another"),
            Fault::DotSegment => write!(f, "`.` and `..` are not allowed"),
            Fault::Character(c) => write!(f, "{c:?} is not allowed"),
            Fault::TooLong(length) => write!(f, "a name of {length} bytes; {LONGEST_NAME} is the most"),
        }
    }
}

impl std::error::Error for SitePathError {}
