//! The engine for a page, which hands over numbers and memory only; no import, so that a page needs no glue.
//!
//! Whoever calls writes into memory it got from `coebook_alloc`. What `coebook_ask` and `coebook_panic` return is
//! `pointer << 32 | length` of UTF-8. A panic stops the engine for good, as the trap of an instance does; why is told by
//! `coebook_panic` afterwards, and a new instance has to be made.
#![allow(unsafe_code, reason = "memory that is shared with a page has no other door")]

use std::cell::RefCell;
use std::panic;

use crate::session::{Given, Session};

thread_local! {
    static SESSION: RefCell<Session> = const { RefCell::new(Session::new()) };
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Memory for so many bytes, which are zero. It is given back by `coebook_free`.
#[unsafe(no_mangle)]
extern "C" fn coebook_alloc(len: usize) -> *mut u8 {
    // Of bytes: what `cast` says alone would make it four times as long, and giving it back would stop the engine.
    Box::into_raw(vec![0_u8; len].into_boxed_slice()).cast()
}

/// Gives back memory of `coebook_alloc`, or what `coebook_ask` returned.
///
/// # Safety
/// Both numbers are those that were received, and nobody gave them back before.
#[unsafe(no_mangle)]
unsafe extern "C" fn coebook_free(ptr: *mut u8, len: usize) {
    // SAFETY: the caller promises that this is a slice that was boxed by `coebook_alloc` or `coebook_ask`.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(ptr, len)) });
}

/// Takes a piece: 0 taken, 1 damaged, 2 no index of ours or one of another version. The bytes may be freed afterwards.
///
/// # Safety
/// Both stretches of memory are readable and stay as they are meanwhile.
#[unsafe(no_mangle)]
unsafe extern "C" fn coebook_give(
    name: *const u8,
    name_len: usize,
    bytes: *const u8,
    bytes_len: usize,
) -> i32 {
    watch_panics();
    // SAFETY: the caller promises that both may be read.
    let (name, bytes) = unsafe { (read(name, name_len), read(bytes, bytes_len)) };
    let name = String::from_utf8_lossy(name);
    match SESSION.with_borrow_mut(|session| session.give(&name, bytes.to_vec())) {
        Given::Taken => 0,
        Given::Damaged => 1,
        Given::Unfit => 2,
    }
}

/// Answers a question in JSON; what is returned has to be freed.
///
/// # Safety
/// The memory is readable and stays as it is meanwhile.
#[unsafe(no_mangle)]
unsafe extern "C" fn coebook_ask(question: *const u8, len: usize) -> u64 {
    watch_panics();
    // SAFETY: the caller promises that it may be read.
    let question = unsafe { read(question, len) };
    let answer = SESSION.with_borrow(|session| session.ask(question)).into_bytes().into_boxed_slice();
    let len = answer.len();
    place(Box::into_raw(answer).cast(), len)
}

/// Why the engine stopped; empty while it has not. It is not freed.
#[unsafe(no_mangle)]
extern "C" fn coebook_panic() -> u64 {
    PANIC.with_borrow(|words| place(words.as_ptr(), words.len()))
}

fn watch_panics() {
    panic::set_hook(Box::new(|info| {
        let words = info.to_string();
        PANIC.with(|kept| kept.try_borrow_mut().map(|mut kept| *kept = words).unwrap_or_default());
    }));
}

fn place(ptr: *const u8, len: usize) -> u64 {
    ((ptr as u64) << 32) | len as u64
}

/// # Safety
/// The memory is readable for as long as the slice lives, or `len` is 0.
unsafe fn read<'a>(ptr: *const u8, len: usize) -> &'a [u8] {
    // SAFETY: the caller promises it; no slice may point to nothing, not even an empty one.
    if len == 0 { &[] } else { unsafe { std::slice::from_raw_parts(ptr, len) } }
}
