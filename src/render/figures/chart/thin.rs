//! Fewer points than a line has, which look the same.

use super::Point;

/// The places of the points that are drawn: of each stretch of the axis the first and last, the lowest and highest,
/// and one where nothing was measured. Points must stand in order.
pub(super) fn thin(points: &[Point], stretches: usize) -> Vec<usize> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let span = last.x - first.x;
    if points.len() <= stretches * 4 || span <= 0.0 {
        return (0..points.len()).collect();
    }
    let stretch =
        |point: &Point| (((point.x - first.x) / span * stretches as f64) as usize).min(stretches - 1);
    let mut kept = Vec::with_capacity(stretches * 5);
    let mut start = 0;
    for part in points.chunk_by(|a, b| stretch(a) == stretch(b)) {
        let measured = || part.iter().enumerate().filter_map(|(at, point)| Some((at, point.y?)));
        let lowest = measured().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at);
        let highest = measured().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at);
        let gap = part.iter().position(|point| point.y.is_none());
        let ends = [Some(0), Some(part.len() - 1)];
        let mut own: Vec<usize> = ends.into_iter().chain([lowest, highest, gap]).flatten().collect();
        own.sort_unstable();
        own.dedup();
        kept.extend(own.into_iter().map(|at| start + at));
        start += part.len();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(count: u32) -> Vec<Point> {
        let point = |at: u32| {
            let noise = f64::from(at.wrapping_mul(2_654_435_761) % 1000);
            Point { x: f64::from(at), y: (!at.is_multiple_of(97)).then_some(noise) }
        };
        (0..count).map(point).collect()
    }

    #[test]
    fn keeps_ends_and_extremes_in_order_and_is_much_shorter() {
        for count in [900, 5000, 40_000] {
            let mut points = wave(count);
            points[count as usize / 3].y = Some(5000.0);
            points[count as usize / 2].y = Some(-5000.0);
            let kept = thin(&points, 150);
            assert!(kept.is_sorted_by(|a, b| a < b));
            assert!(kept.len() <= 150 * 5, "{}", kept.len());
            for wanted in [0, count as usize / 3, count as usize / 2, count as usize - 1] {
                assert!(kept.contains(&wanted), "{wanted} of {count}");
            }
            assert!(kept.iter().any(|at| points[*at].y.is_none()));
        }
    }

    #[test]
    fn keeps_all_of_a_short_line_and_of_one_without_length() {
        assert_eq!(thin(&wave(40), 150).len(), 40);
        let still: Vec<Point> = (0..900).map(|_| Point { x: 1.0, y: Some(1.0) }).collect();
        assert_eq!(thin(&still, 150).len(), 900);
        assert!(thin(&[], 150).is_empty());
    }
}
