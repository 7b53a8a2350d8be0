//! As much of the binary format of WebAssembly as a look at a module needs.

const START: &[u8] = b"\0asm\x01\0\0\0";
const IMPORTS: u8 = 2;

/// How many imports a module has; nothing when it is no module.
pub(super) fn imports(module: &[u8]) -> Option<u64> {
    let mut rest = module.strip_prefix(START)?;
    while let Some((kind, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let section = after.get(..usize::try_from(length).ok()?)?;
        if *kind == IMPORTS {
            return number(section).map(|(count, _)| count);
        }
        rest = &after[section.len()..];
    }
    Some(0)
}

/// A number in LEB128, and what follows it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate().take(9) {
        value |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_imports() {
        let with = |sections: &[u8]| [START, sections].concat();
        assert_eq!(imports(&with(&[])), Some(0));
        assert_eq!(imports(&with(&[1, 1, 0, 3, 0])), Some(0));
        assert_eq!(imports(&with(&[1, 0x81, 0, 0, IMPORTS, 1, 2])), Some(2));
        assert_eq!(imports(&with(&[1, 200])), None);
        assert_eq!(imports(b"no module"), None);
    }
}
