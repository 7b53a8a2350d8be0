//! How values lie: their quartiles, and never their mean.

/// With fewer than so many, nothing is said about how they lie or where they go.
pub const FEW: usize = 8;

/// How some values lie, in their own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub n: usize,
    /// The least.
    pub least: f64,
    /// A quarter are below.
    pub lower: f64,
    /// Half are below.
    pub median: f64,
    /// Three quarters are below.
    pub upper: f64,
    /// The greatest.
    pub greatest: f64,
}

impl Spread {
    /// How values lie; nothing where there are none.
    ///
    /// Quantiles are interpolated between the nearest ranks: type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
    /// Packages" (1996), which spreadsheets use too.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Spread> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        Some(Spread {
            n: values.len(),
            least: *values.first()?,
            lower: quantile(&values, 0.25),
            median: quantile(&values, 0.5),
            upper: quantile(&values, 0.75),
            greatest: *values.last()?,
        })
    }
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_a_spreadsheet() {
        let spread = Spread::of([7.0, 1.0, 3.0, 20.0].into_iter()).unwrap();
        assert_eq!(
            (spread.least, spread.lower, spread.median, spread.upper, spread.greatest),
            (1.0, 2.5, 5.0, 10.25, 20.0)
        );
        assert_eq!(Spread::of(std::iter::empty()), None);
        assert_eq!(Spread::of(std::iter::once(4.0)).map(|it| it.upper), Some(4.0));
    }
}
