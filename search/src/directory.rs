//! What tantivy takes for a folder of files: bytes that are read by range from somewhere.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{FileHandle, OwnedBytes, WatchCallback, WatchHandle, WritePtr};
use tantivy::{Directory, HasLen};

/// Where the files of an index are read from.
pub(crate) trait Files: fmt::Debug + Send + Sync + 'static {
    /// The length of a file; nothing when there is none of the name.
    fn len(&self, file: &str) -> Option<usize>;

    /// Some bytes of a file.
    fn read(&self, file: &str, range: Range<usize>) -> io::Result<OwnedBytes>;
}

/// A folder for tantivy that is only read.
#[derive(Clone, Debug)]
pub(crate) struct ReadOnly(pub(crate) Arc<dyn Files>);

#[derive(Debug)]
struct Handle {
    files: Arc<dyn Files>,
    file: String,
    len: usize,
}

impl HasLen for Handle {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for Handle {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.files.read(&self.file, range)
    }
}

fn only_read() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "the index is only read")
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = path.to_string_lossy().into_owned();
        match self.0.len(&file) {
            Some(len) => Ok(Arc::new(Handle { files: Arc::clone(&self.0), file, len })),
            None => Err(OpenReadError::FileDoesNotExist(path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(only_read()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.0.len(&path.to_string_lossy()).is_some())
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::IoError { io_error: Arc::new(only_read()), filepath: path.to_owned() })
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = path.to_string_lossy();
        let len = self.0.len(&file).ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        let failed = |error| OpenReadError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.0.read(&file, 0..len).map(|bytes| bytes.to_vec()).map_err(failed)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(only_read())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
