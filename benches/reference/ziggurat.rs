//! Normal and exponential numbers by the ziggurat of Marsaglia and Tsang (2000) with 256 layers, and a short `exp`.

const LAYERS: usize = 256;
const NORMAL_R: f64 = 3.654_152_885_361_009;
const NORMAL_V: f64 = 0.004_928_673_233_974_655;
const EXPONENTIAL_R: f64 = 7.697_117_470_131_05;
const EXPONENTIAL_V: f64 = 0.003_949_659_822_581_557;
const ONE: f64 = (1u64 << 52) as f64;

/// One layer: below `limit` the scaled word is certainly under the curve.
#[derive(Clone, Copy, Default)]
struct Layer {
    limit: i64,
    width: f64,
}

/// The layers of both curves, and the heights that decide the rare doubtful draws.
pub struct Ziggurats {
    normal: [Layer; LAYERS],
    normal_height: [f64; LAYERS + 1],
    exponential: [Layer; LAYERS],
    exponential_height: [f64; LAYERS + 1],
}

/// Layers of equal area `v` under `curve`, whose tail starts at `r`.
fn layers(r: f64, v: f64, curve: fn(f64) -> f64, inverse: fn(f64) -> f64) -> ([Layer; LAYERS], [f64; LAYERS + 1]) {
    let mut edge = [0.0; LAYERS + 1];
    edge[0] = v / curve(r);
    edge[1] = r;
    for i in 2..LAYERS {
        edge[i] = inverse(curve(edge[i - 1]) + v / edge[i - 1]);
    }
    let mut table = [Layer::default(); LAYERS];
    for i in 0..LAYERS {
        table[i] = Layer {
            limit: (edge[i + 1] / edge[i] * ONE) as i64,
            width: edge[i] / ONE,
        };
    }
    (table, edge.map(curve))
}

/// Uniform on (0, 1].
fn unit(bits: u64) -> f64 {
    ((bits >> 12) + 1) as f64 / ONE
}

impl Ziggurats {
    /// Computes the tables.
    pub fn new() -> Self {
        let (normal, normal_height) = layers(NORMAL_R, NORMAL_V, |x| (-0.5 * x * x).exp(), |y| (-2.0 * y.ln()).sqrt());
        let (exponential, exponential_height) = layers(EXPONENTIAL_R, EXPONENTIAL_V, |x| (-x).exp(), |y| -y.ln());
        Ziggurats {
            normal,
            normal_height,
            exponential,
            exponential_height,
        }
    }

    /// A standard normal number.
    #[inline(always)]
    pub fn normal(&self, mut next: impl FnMut() -> u64) -> f64 {
        let bits = next();
        let layer = self.normal[bits as usize & 255];
        let scaled = bits as i64 >> 11;
        let x = scaled as f64 * layer.width;
        if scaled.abs() < layer.limit {
            return x;
        }
        self.normal_doubtful(bits, &mut next)
    }

    #[cold]
    #[inline(never)]
    fn normal_doubtful(&self, mut bits: u64, next: &mut dyn FnMut() -> u64) -> f64 {
        loop {
            let i = bits as usize & 255;
            let layer = self.normal[i];
            let scaled = bits as i64 >> 11;
            let x = scaled as f64 * layer.width;
            if scaled.abs() < layer.limit {
                return x;
            }
            if i == 0 {
                let beyond = loop {
                    let x = -unit(next()).ln() / NORMAL_R;
                    if -2.0 * unit(next()).ln() > x * x {
                        break x;
                    }
                };
                return (NORMAL_R + beyond).copysign(x);
            }
            let (low, high) = (self.normal_height[i], self.normal_height[i + 1]);
            if low + unit(next()) * (high - low) < (-0.5 * x * x).exp() {
                return x;
            }
            bits = next();
        }
    }

    /// An exponential number with mean 1.
    #[inline(always)]
    pub fn exponential(&self, mut next: impl FnMut() -> u64) -> f64 {
        let bits = next();
        let layer = self.exponential[bits as usize & 255];
        let scaled = (bits >> 12) as i64;
        if scaled < layer.limit {
            return scaled as f64 * layer.width;
        }
        self.exponential_doubtful(bits, &mut next)
    }

    #[cold]
    #[inline(never)]
    fn exponential_doubtful(&self, mut bits: u64, next: &mut dyn FnMut() -> u64) -> f64 {
        loop {
            let i = bits as usize & 255;
            let layer = self.exponential[i];
            let scaled = (bits >> 12) as i64;
            let x = scaled as f64 * layer.width;
            if scaled < layer.limit {
                return x;
            }
            if i == 0 {
                return EXPONENTIAL_R - unit(next()).ln();
            }
            let (low, high) = (self.exponential_height[i], self.exponential_height[i + 1]);
            if low + unit(next()) * (high - low) < (-x).exp() {
                return x;
            }
            bits = next();
        }
    }
}

const STEPS: usize = 64;
const LN_STEP: f64 = std::f64::consts::LN_2 / STEPS as f64;

/// 2^(i / 64), by the series of `exp`.
const POWERS: [f64; STEPS] = {
    let mut powers = [1.0; STEPS];
    let mut i = 0;
    while i < STEPS {
        let x = i as f64 * LN_STEP;
        let (mut term, mut k) = (1.0, 1.0);
        while k < 24.0 {
            term *= x / k;
            powers[i] += term;
            k += 1.0;
        }
        i += 1;
    }
    powers
};

/// e^x for |x| < 700 to about 13 digits: inlined, and without the checks of the library's.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Adding 1.5 * 2^52 leaves the nearest integer in the low bits of the sum.
    const ROUNDER: f64 = 6_755_399_441_055_744.0;
    let shifted = x * (1.0 / LN_STEP) + ROUNDER;
    let steps = shifted.to_bits();
    let rest = x - (shifted - ROUNDER) * LN_STEP;
    let power = POWERS[steps as usize % STEPS]
        .to_bits()
        .wrapping_add((steps >> 6) << 52);
    let power = f64::from_bits(power);
    let square = rest * rest;
    power + power * (rest + square * (0.5 + rest * (1.0 / 6.0) + square * (1.0 / 24.0)))
}
