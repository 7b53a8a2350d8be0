//! Numbers that look random and depend on a name alone, so that they are the same in every build.

/// FNV-1a of the name, its bits then mixed: names that differ in one letter are far apart.
pub(super) fn number(name: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    mixed(name.bytes().fold(0xcbf2_9ce4_8422_2325, fold))
}

/// A point of the unit disc, all parts of it alike.
pub(super) fn in_disc(name: &str) -> (f64, f64) {
    let mut state = number(name);
    // A point of the square lies in the disc four times out of five, so that this ends; sines differ by platform.
    loop {
        let (x, y) = (signed(state as u32), signed((state >> 32) as u32));
        if x * x + y * y <= 1.0 {
            return (x, y);
        }
        state = mixed(state);
    }
}

/// From -1 to 1.
fn signed(bits: u32) -> f64 {
    f64::from(bits) / f64::from(u32::MAX) * 2.0 - 1.0
}

/// The finaliser of SplitMix64.
fn mixed(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}
