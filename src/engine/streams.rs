//! Keyed random numbers: every draw is a function of what it is for.
//!
//! A [`Key`] names a thing that has luck (a replication, a demand, an item, a visit, a person on a date). Keys form a
//! tree: [`Key::child`] derives the key of a part. A [`Stream`] is the sequence of 64-bit words that belongs to a key.
//! So a draw never depends on what else was simulated: adding a team, a branch or a measurement changes nobody's luck,
//! and any item of any replication can be redrawn alone.
//!
//! The root of a replication comes from Philox4x32-10 (Salmon, Moraes, Dror and Shaw, SC 2011), which is built for
//! related seeds; below it the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; constants of Stafford's
//! variant 13) mixes and generates, at one multiplication chain per draw. Both are held to published known answers.

use std::convert::Infallible;

use rand_core::TryRng;

/// The odd constant nearest 2^64 divided by the golden ratio, the increment of SplitMix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finalizer of SplitMix64: a bijection of 64-bit words in which every input bit reaches every output bit.
#[inline(always)]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Names a thing that has luck of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Key(pub u64);

impl Key {
    /// The key of one replication: the first half of a Philox4x32-10 block with the seed as key and the replication
    /// as counter.
    pub fn replication(seed: u64, replication: u64) -> Key {
        let counter = [replication as u32, (replication >> 32) as u32, 0, 0];
        let block = philox4x32_10(counter, [seed as u32, (seed >> 32) as u32]);
        Key(u64::from(block[0]) << 32 | u64::from(block[1]))
    }

    /// The key of part `number` of this thing.
    #[inline(always)]
    pub const fn child(self, number: u64) -> Key {
        Key(mix(self
            .0
            .wrapping_add(mix(number.wrapping_mul(GOLDEN) ^ 0xd6e8_feb8_6659_fd93))))
    }

    /// As [`Key::child`] for a number that is already well mixed (a [`name_hash`] plus a small ordinal): one mixing round
    /// instead of two.
    #[inline(always)]
    pub const fn part(self, mixed: u64) -> Key {
        Key(mix(self.0 ^ mixed))
    }

    /// The numbers that belong to this key.
    #[inline(always)]
    pub const fn stream(self) -> Stream {
        Stream { state: self.0 }
    }

    /// The first number of this key's stream, uniform on [0, 1).
    #[inline(always)]
    pub fn uniform(self) -> f64 {
        self.stream().uniform()
    }
}

/// The sequence of random words that belongs to a key: SplitMix64 from that key.
#[derive(Clone, Debug)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The next 64 random bits.
    #[inline(always)]
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// The next number, uniform on [0, 1) in steps of 2^-53.
    #[inline(always)]
    pub fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }
}

impl TryRng for Stream {
    type Error = Infallible;
    #[inline(always)]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next() >> 32) as u32)
    }
    #[inline(always)]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next())
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// A stable 64-bit hash of a name (FNV-1a, then mixed), so that a thing's luck follows its name and not its place in a file.
pub const fn name_hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    mix(hash)
}

/// One block of Philox4x32 with ten rounds.
fn philox4x32_10(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for round in 0..10 {
        if round > 0 {
            key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
        }
        let a = u64::from(counter[0]) * 0xD251_1F53;
        let b = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (b >> 32) as u32 ^ counter[1] ^ key[0],
            b as u32,
            (a >> 32) as u32 ^ counter[3] ^ key[1],
            a as u32,
        ];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `kat_philox4x32_10`, of Random123.
    #[test]
    fn philox_gives_the_published_answers() {
        let cases = [
            ([0; 4], [0; 2], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]),
            (
                [u32::MAX; 4],
                [u32::MAX; 2],
                [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
            ),
            (
                [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
                [0xa4093822, 0x299f31d0],
                [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
            ),
        ];
        for (counter, key, block) in cases {
            assert_eq!(philox4x32_10(counter, key), block);
        }
    }

    #[test]
    fn splitmix_gives_the_published_answers() {
        let mut stream = Key(1_234_567).stream();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        for word in published {
            assert_eq!(stream.next(), word);
        }
    }

    /// First draws of neighbouring keys, as the engine makes them, are uniform and uncorrelated: chi-square over 256 cells and
    /// the lag-1 correlation, both far inside the 1-in-10^6 bounds.
    #[test]
    fn neighbouring_keys_have_independent_luck() {
        let n = 1_000_000u64;
        for number_of_draw in 0..3 {
            let mut cells = [0u32; 256];
            let (mut sum, mut previous) = (0.0, 0.5);
            let item = Key::replication(42, 0).child(7);
            for i in 0..n {
                let mut stream = item.child(i).part(name_hash("fix")).stream();
                for _ in 0..number_of_draw {
                    stream.next();
                }
                let u = stream.uniform();
                cells[(u * 256.0) as usize] += 1;
                sum += (u - 0.5) * (previous - 0.5);
                previous = u;
            }
            let expected = n as f64 / 256.0;
            let chi: f64 = cells
                .iter()
                .map(|&c| (f64::from(c) - expected).powi(2) / expected)
                .sum();
            assert!((chi - 255.0).abs() < 4.9 * (2.0f64 * 255.0).sqrt(), "chi-square {chi}");
            let correlation = sum / n as f64 * 12.0;
            assert!(correlation.abs() < 4.9 / (n as f64).sqrt(), "correlation {correlation}");
        }
    }
}
