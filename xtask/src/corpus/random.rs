//! Random numbers that are the same everywhere: integers only, so no platform's `powf` can change a corpus.

/// SplitMix64: small, fast, and good enough for choosing words.
#[derive(Clone, Debug)]
pub(super) struct Random {
    state: u64,
}

impl Random {
    /// A generator for `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// An independent generator for item `index` of the stream `seed`, so that items can be made in any order.
    pub(super) fn for_item(seed: u64, index: usize) -> Self {
        let mut first = Self::new(seed ^ 0x5EED_C0E5_0000_0000);
        let mut second = Self::new(first.next().wrapping_add(index as u64));
        Self::new(second.next())
    }

    /// The next 64 bits.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        // The high half of the product: uniform to within bound / 2^64, which no reader of a corpus will see.
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number in `low..=high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// True in `percent` of 100 calls.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, each as likely as the next.
    ///
    /// # Panics
    /// When `items` is empty.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.index(items.len())]
    }

    /// An index into a collection of `length`.
    pub(super) fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }
}

/// Ranks drawn with a Zipf–Mandelbrot distribution: rank `k` has the weight `1 / (k + shift)`.
#[derive(Debug)]
pub(super) struct Zipf {
    cumulative: Vec<u64>,
}

impl Zipf {
    /// A distribution over `0..length`. `shift` of 1 is Zipf's law, where the first of 1,000 is drawn in 13 % of all
    /// draws; 20 flattens the head, so that the first of 2,500 is drawn in 1 %.
    pub(super) fn new(length: usize, shift: u64) -> Self {
        let mut total = 0;
        let weigh = |rank: u64| {
            total += (1 << 40) / (rank + shift.max(1));
            total
        };
        Self { cumulative: (0..length as u64).map(weigh).collect() }
    }

    /// A rank; 0 when there are none.
    pub(super) fn draw(&self, random: &mut Random) -> usize {
        let total = self.cumulative.last().copied().unwrap_or(0);
        let at = random.below(total);
        self.cumulative.partition_point(|&sum| sum <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_ranks_are_drawn_more_often() {
        let (zipf, mut random) = (Zipf::new(1_000, 1), Random::new(7));
        let draws: Vec<usize> = (0..10_000).map(|_| zipf.draw(&mut random)).collect();
        let first = draws.iter().filter(|&&rank| rank == 0).count();
        assert!((1_000..1_700).contains(&first), "{first}");
        assert!(draws.iter().all(|&rank| rank < 1_000));
    }

    #[test]
    fn stays_inside_its_bounds() {
        let mut random = Random::new(1);
        assert!((0..1_000).all(|_| (3..=5).contains(&random.between(3, 5))));
        assert_eq!(random.below(0), 0);
    }
}
