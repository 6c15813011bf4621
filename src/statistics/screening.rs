//! What moves a figure: elementary effects, and how much of its variance comes from where.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::interval::{Estimate, error_probability, mean, t_interval, variance};

/// The elementary effects of one input, over trajectories.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// Their mean (Morris's μ): what the input does on average, with its sign.
    pub mean: Estimate,
    /// The mean of their sizes (μ*; Campolongo, Cariboni and Saltelli 2007): how much it does, whatever the sign.
    pub size: Estimate,
    /// Their standard deviation (σ): how much that depends on where the other inputs are, or on where the input is itself.
    pub spread: Estimate,
}

/// Mean, mean size and standard deviation of elementary effects, one of each trajectory, with intervals: trajectories are drawn
/// independently, so that means have Student's interval and the standard deviation the χ² interval of normal data. `None` below two.
pub fn effects(effects: &[f64], level: f64) -> Option<Effects> {
    let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let size = t_interval(&sizes, level)?;
    Some(Effects {
        mean: t_interval(effects, level)?,
        // A mean of sizes is never below zero.
        size: size.within(0.0, f64::INFINITY),
        spread: deviation(effects, level)?,
    })
}

/// The standard deviation of independent normal values with its interval, from √((n−1)s²/χ²); `None` below two values.
pub fn deviation(values: &[f64], level: f64) -> Option<Estimate> {
    let alpha = error_probability(level)?;
    let squares = variance(values)?;
    let freedom = (values.len() - 1) as f64;
    let distribution = ChiSquared::new(freedom).ok()?;
    let end = |p: f64| (freedom * squares / distribution.inverse_cdf(p)).sqrt();
    Some(Estimate {
        value: squares.sqrt(),
        low: end(1.0 - alpha / 2.0),
        high: end(alpha / 2.0),
    })
}

/// The variance of a table of figures, by where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    /// Variance between rows: what differs in all columns alike. Never below zero.
    pub rows: f64,
    /// Variance between columns.
    pub columns: f64,
    /// What is left: where rows and columns do not simply add.
    pub rest: f64,
}

/// Variance components of a table in which each row (an input drawn) is seen in the same columns (replications), by the two-way analysis
/// of variance with one figure in each cell: (MS of rows − MS of the rest) / columns, and likewise (Searle, Casella and McCulloch,
/// *Variance Components*, §4.7). Estimates below zero are zero. `None` below two rows or columns, or where rows differ in length.
pub fn components(table: &[Vec<f64>]) -> Option<Components> {
    let columns = table.first()?.len();
    if table.len() < 2 || columns < 2 || table.iter().any(|row| row.len() != columns) {
        return None;
    }
    let rows = table.len();
    let row_means: Vec<f64> = table.iter().filter_map(|row| mean(row)).collect();
    let column_mean = |column: usize| table.iter().map(|row| row[column]).sum::<f64>() / rows as f64;
    let column_means: Vec<f64> = (0..columns).map(column_mean).collect();
    let all = mean(&row_means)?;
    let left_over: f64 = (table.iter().zip(&row_means))
        .flat_map(|(row, own)| {
            row.iter()
                .zip(&column_means)
                .map(move |(cell, other)| cell - own - other + all)
        })
        .map(|residual| residual * residual)
        .sum();
    let rest = left_over / ((rows - 1) * (columns - 1)) as f64;
    let between = |means: &[f64]| Some((variance(means)? - rest / (rows * columns / means.len()) as f64).max(0.0));
    Some(Components {
        rows: between(&row_means)?,
        columns: between(&column_means)?,
        rest,
    })
}

#[cfg(test)]
mod tests {
    use super::super::design::{MOVE, tests::luck, trajectory};
    use super::*;

    /// The elementary effects of every input of a function, of so many trajectories.
    fn screened(inputs: usize, count: usize, f: impl Fn(&[f64]) -> f64) -> Vec<Vec<f64>> {
        let mut luck = luck(11);
        let mut found = vec![Vec::new(); inputs];
        for _ in 0..count {
            let walk = trajectory(inputs, &mut luck);
            for (pair, &input) in walk.points.windows(2).zip(&walk.moves) {
                let length = pair[1][input] - pair[0][input];
                found[input].push((f(&pair[1]) - f(&pair[0])) / length);
            }
        }
        found
    }

    #[test]
    fn of_a_line_every_effect_is_its_slope() {
        let found = screened(3, 10, |x| 3.0 * x[0] - 2.0 * x[1] + 0.0 * x[2]);
        for (effects_of, slope) in found.iter().zip([3.0f64, -2.0, 0.0]) {
            let seen = effects(effects_of, 0.95).expect("ten trajectories");
            assert!((seen.mean.value - slope).abs() < 1e-9);
            assert!((seen.size.value - slope.abs()).abs() < 1e-9);
            assert!(seen.spread.value < 1e-9);
        }
    }

    /// Sobol's g-function: factors (|4x − 2| + a) / (1 + a).
    fn factor(x: f64, a: f64) -> f64 {
        ((4.0 * x - 2.0).abs() + a) / (1.0 + a)
    }

    #[test]
    fn of_the_g_function_the_sizes_are_those_worked_out() {
        let a = [0.0, 1.0, 4.5, 9.0];
        let found = screened(4, 4_000, |x| x.iter().zip(a).map(|(x, a)| factor(*x, a)).product());
        let grid = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];
        for (input, own) in a.into_iter().enumerate() {
            // The function is a product, and all levels are as likely: so is the mean size of its effects.
            let moved = |from: f64| (factor(from + MOVE, own) - factor(from, own)).abs() / MOVE;
            let own_part = (moved(0.0) + moved(1.0 / 3.0)) / 2.0;
            let others = a.into_iter().enumerate().filter(|(other, _)| *other != input);
            let others: f64 = others
                .map(|(_, a)| grid.map(|x| factor(x, a)).iter().sum::<f64>() / 4.0)
                .product();
            let seen = effects(&found[input], 0.9999).expect("many trajectories").size;
            let exact = own_part * others;
            assert!(seen.low <= exact && exact <= seen.high, "{input}: {exact} in {seen:?}");
        }
    }

    #[test]
    fn of_ishigami_the_effects_are_those_of_the_whole_grid() {
        use std::f64::consts::PI;
        let f = |x: &[f64]| {
            let [a, b, c] = [0, 1, 2].map(|input: usize| PI * (2.0 * x[input] - 1.0));
            a.sin() + 7.0 * b.sin().powi(2) + 0.1 * c.powi(4) * a.sin()
        };
        let found = screened(3, 4_000, f);
        let grid = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];
        for (input, found) in found.iter().enumerate() {
            let mut all = Vec::new();
            for own in [0.0, 1.0 / 3.0] {
                for one in grid {
                    for other in grid {
                        let mut x = [one; 3];
                        x[(input + 2) % 3] = other;
                        x[input] = own;
                        let before = f(&x);
                        x[input] = own + MOVE;
                        all.push((f(&x) - before) / MOVE);
                    }
                }
            }
            let seen = effects(found, 0.9999).expect("many trajectories");
            let exact = mean(&all.iter().map(|effect| effect.abs()).collect::<Vec<_>>()).expect("a grid");
            assert!(
                seen.size.low <= exact + 1e-9 && exact <= seen.size.high + 1e-9,
                "{input}: {exact} in {seen:?}"
            );
            let exact = mean(&all).expect("a grid");
            assert!(
                seen.mean.low <= exact + 1e-9 && exact <= seen.mean.high + 1e-9,
                "{input}: {exact} in {seen:?}"
            );
            let squares: f64 = all.iter().map(|effect| (effect - exact).powi(2)).sum::<f64>() / all.len() as f64;
            assert!(
                (seen.spread.value - squares.sqrt()).abs() < 0.05 * squares.sqrt().max(0.1),
                "{input}"
            );
        }
    }

    #[test]
    fn a_standard_deviation_has_its_interval() {
        // s² = 2.5 of 5 values; the quantiles of χ² with 4 degrees of freedom are 0.4844 and 11.1433.
        let seen = deviation(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95).expect("five values");
        assert!((seen.value - 2.5f64.sqrt()).abs() < 1e-12);
        assert!((seen.low - (10.0f64 / 11.1433).sqrt()).abs() < 1e-4);
        assert!((seen.high - (10.0f64 / 0.484_42).sqrt()).abs() < 1e-3);
        assert_eq!(deviation(&[1.0], 0.95), None);
    }

    #[test]
    fn variance_is_told_apart_by_rows_and_columns() {
        // Cells are a row's part plus a column's: nothing is left over.
        let table: Vec<Vec<f64>> = [0.0, 3.0, 6.0]
            .map(|row| [1.0, 2.0].map(|column| row + column).to_vec())
            .to_vec();
        let found = components(&table).expect("a table");
        assert!((found.rows - 9.0).abs() < 1e-12 && (found.columns - 0.5).abs() < 1e-12 && found.rest < 1e-12);
        assert_eq!(components(&table[..1]), None);
        assert_eq!(components(&[vec![1.0, 2.0], vec![1.0]]), None);
    }

    #[test]
    fn what_is_only_noise_between_rows_is_no_variance_of_rows() {
        let mut luck = luck(5);
        let table: Vec<Vec<f64>> = (0..200).map(|_| (0..50).map(|_| luck()).collect()).collect();
        let found = components(&table).expect("a table");
        // Uniform noise has variance 1/12; its parts between rows are unbiased around zero, cut there.
        assert!(
            (found.rest - 1.0 / 12.0).abs() < 0.005 && found.rows < 0.001,
            "{found:?}"
        );
    }
}
