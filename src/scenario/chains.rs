//! Chains: how often steps are visited, and whether what raises what comes to an end.

/// The spectral radius of a matrix without negative entries, by squaring: lim ‖Mᵏ‖^(1/k).
pub fn spectral_radius(matrix: &[Vec<f64>]) -> f64 {
    let norm = |matrix: &[Vec<f64>]| matrix.iter().map(|row| row.iter().sum::<f64>()).fold(0.0, f64::max);
    let mut power = matrix.to_vec();
    let (mut logarithm, mut exponent) = (0.0, 1.0);
    for _ in 0..40 {
        let size = norm(&power);
        if size == 0.0 {
            return 0.0;
        }
        logarithm += size.ln() / exponent;
        power.iter_mut().flatten().for_each(|entry| *entry /= size);
        power = multiply(&power, &power);
        exponent *= 2.0;
    }
    f64::exp(logarithm)
}

/// Most entries of what is multiplied here are 0: those are passed over.
fn multiply(left: &[Vec<f64>], right: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let product = |row: &Vec<f64>| {
        let mut sums = vec![0.0; right.len()];
        for (factor, other) in row.iter().zip(right).filter(|(factor, _)| **factor != 0.0) {
            sums.iter_mut()
                .zip(other)
                .for_each(|(sum, entry)| *sum += factor * entry);
        }
        sums
    };
    left.iter().map(product).collect()
}

/// Solves v = start + v · matrix, the expected visits of a transient chain; none where the chain never ends.
pub(super) fn expected_visits(matrix: &[Vec<f64>], start: &[f64]) -> Option<Vec<f64>> {
    let size = start.len();
    // Rows of (I − matrixᵀ | start).
    let mut rows: Vec<Vec<f64>> = (0..size)
        .map(|row| {
            let entry = |column: usize| f64::from(u8::from(row == column)) - matrix[column][row];
            (0..size).map(entry).chain([start[row]]).collect()
        })
        .collect();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let lead = rows[column].clone();
        if lead[column].abs() < 1e-12 {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            if index != column && row[column] != 0.0 {
                let factor = row[column] / lead[column];
                row.iter_mut()
                    .zip(&lead)
                    .for_each(|(entry, other)| *entry -= factor * other);
            }
        }
    }
    Some((0..size).map(|row| rows[row][size] / rows[row][row]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_of_a_loop_follow_the_geometric_series() {
        // One step that repeats with probability 0.25 is visited 4/3 times.
        let visits = expected_visits(&[vec![0.25]], &[1.0]).expect("ends");
        assert!((visits[0] - 4.0 / 3.0).abs() < 1e-12);
        assert_eq!(expected_visits(&[vec![1.0]], &[1.0]), None);
    }

    #[test]
    fn the_spectral_radius_of_a_cycle_is_its_geometric_mean() {
        let radius = spectral_radius(&[vec![0.0, 0.5], vec![0.32, 0.0]]);
        assert!((radius - 0.4).abs() < 1e-9, "{radius}");
        assert_eq!(spectral_radius(&[vec![0.0, 3.0], vec![0.0, 0.0]]), 0.0);
    }
}
