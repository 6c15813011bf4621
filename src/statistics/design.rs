//! At which inputs to look: designs in the unit cube. Luck comes from the caller, as numbers uniform on [0, 1).

/// Levels of the grid on which trajectories move (Morris's p).
pub const LEVELS: u32 = 4;
/// The length of a move: p / (2 (p − 1)).
pub const MOVE: f64 = LEVELS as f64 / (2.0 * (LEVELS as f64 - 1.0));

/// A walk through the unit cube that moves every input once.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Its points, one more than there are inputs; neighbours differ in one input.
    pub points: Vec<Vec<f64>>,
    /// Which input moves between each point and the next.
    pub moves: Vec<usize>,
}

/// A trajectory on the grid 0, 1/(p−1), …, 1 whose moves have the length [`MOVE`] (Morris, *Technometrics* 33, 1991, §3, with p = 4):
/// every input begins at a random level and moves once, up or down, in random order.
pub fn trajectory(inputs: usize, luck: &mut dyn FnMut() -> f64) -> Trajectory {
    let steps = f64::from(LEVELS - 1);
    let ends: Vec<(f64, f64)> = (0..inputs)
        .map(|_| {
            let lower = (luck() * f64::from(LEVELS / 2)).floor() / steps;
            // Levels are multiples of 1/(p−1): rounding brings each back to its grid.
            let upper = ((lower + MOVE) * steps).round() / steps;
            if luck() < 0.5 { (lower, upper) } else { (upper, lower) }
        })
        .collect();
    let moves = permutation(inputs, luck);
    let mut point: Vec<f64> = ends.iter().map(|(from, _)| *from).collect();
    let mut points = vec![point.clone()];
    for &input in &moves {
        point[input] = ends[input].1;
        points.push(point.clone());
    }
    Trajectory { points, moves }
}

/// `points` points of which every input takes one value in each of `points` equal parts of its range (McKay, Beckman and Conover,
/// *Technometrics* 21, 1979).
pub fn latin_hypercube(points: usize, inputs: usize, luck: &mut dyn FnMut() -> f64) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = (0..inputs)
        .map(|_| {
            let parts = permutation(points, luck);
            let within = |part: usize, luck: &mut dyn FnMut() -> f64| (part as f64 + luck()) / points as f64;
            parts.into_iter().map(|part| within(part, luck)).collect()
        })
        .collect();
    let row = |point: usize| columns.iter().map(|column| column[point]).collect();
    (0..points).map(row).collect()
}

/// The point of a triangular distribution on [0, 1] with its peak at `peak` below which a share `p` lies: the inverse of its
/// distribution function.
pub fn triangular(p: f64, peak: f64) -> f64 {
    if p < peak {
        (p * peak).sqrt()
    } else {
        1.0 - ((1.0 - p) * (1.0 - peak)).sqrt()
    }
}

/// 0..n in random order (Fisher and Yates).
fn permutation(n: usize, luck: &mut dyn FnMut() -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        let other = (luck() * (last + 1) as f64) as usize;
        order.swap(last, other.min(last));
    }
    order
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Numbers uniform on [0, 1): SplitMix64.
    pub fn luck(mut state: u64) -> impl FnMut() -> f64 {
        move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
        }
    }

    #[test]
    fn a_trajectory_moves_every_input_once_by_the_same_length_on_the_grid() {
        let mut luck = luck(1);
        for _ in 0..200 {
            let walk = trajectory(5, &mut luck);
            let mut moved = walk.moves.clone();
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
            for (pair, &input) in walk.points.windows(2).zip(&walk.moves) {
                for (other, (before, after)) in pair[0].iter().zip(&pair[1]).enumerate() {
                    let length = (after - before).abs();
                    let expected = if other == input { 2.0 / 3.0 } else { 0.0 };
                    assert!((length - expected).abs() < 1e-12);
                    assert!(
                        [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].contains(after),
                        "{after} is on the grid"
                    );
                }
            }
        }
    }

    #[test]
    fn levels_are_taken_equally_often() {
        let mut luck = luck(2);
        let mut counts = [0.0; 4];
        let walks = 6_000;
        for _ in 0..walks {
            // The second input, wherever the first one moves: what its effect is averaged over.
            let walk = trajectory(2, &mut luck);
            let at = walk.moves.iter().position(|&input| input == 0).expect("it moves");
            counts[(walk.points[at][1] * 3.0).round() as usize] += 1.0;
        }
        let expected = f64::from(walks) / 4.0;
        // Chi-square with 3 degrees of freedom: 16.3 is passed once in a thousand.
        let distance: f64 = counts
            .iter()
            .map(|count: &f64| (count - expected).powi(2) / expected)
            .sum();
        assert!(distance < 16.3, "{counts:?}");
    }

    #[test]
    fn a_latin_hypercube_looks_once_into_every_part() {
        let points = latin_hypercube(10, 3, &mut luck(3));
        assert_eq!(points.len(), 10);
        for input in 0..3 {
            let mut parts: Vec<usize> = points.iter().map(|point| (point[input] * 10.0) as usize).collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_triangle_has_its_quantiles() {
        assert_eq!((triangular(0.0, 0.25), triangular(1.0, 0.25)), (0.0, 1.0));
        // Below the peak at a lies a share a of it.
        assert!((triangular(0.25, 0.25) - 0.25).abs() < 1e-12);
        assert!((triangular(0.5, 0.5) - 0.5).abs() < 1e-12);
        assert!((triangular(0.5, 0.0) - (1.0 - 0.5f64.sqrt())).abs() < 1e-12);
    }
}
