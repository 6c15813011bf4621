//! The service network as lookup tables, made at compile time from its numbers.

use flowcast::engine::streams::name_hash;

use super::calendar::PLACES;
use super::network_constants::{CLASSES, ENTRY, MIX, MU, PRIORITY_MIX, ROUTING, SERVERS, SIGMA, STATIONS};

/// Every probability of this network is a whole number of hundredths, so a table with a cell per hundredth is exact.
const CELLS: usize = 100;
/// Where one goes who leaves.
pub const OUT: usize = STATIONS;

/// The outcome of each cell for these shares; what is missing to one is the outcome `rest`.
const fn cells(shares: &[f64], rest: usize) -> [u8; CELLS] {
    let mut table = [rest as u8; CELLS];
    let (mut outcome, mut next) = (0, 0);
    while outcome < shares.len() {
        let end = next + (shares[outcome] * CELLS as f64 + 0.5) as usize;
        while next < end {
            table[next] = outcome as u8;
            next += 1;
        }
        outcome += 1;
    }
    table
}

/// The class of each cell.
pub const CLASS_OF: [u8; CELLS] = cells(&MIX, 0);
/// The priority of each cell, by class.
pub static PRIORITY_OF: [[u8; CELLS]; CLASSES] = [
    cells(&PRIORITY_MIX[0], 0),
    cells(&PRIORITY_MIX[1], 0),
    cells(&PRIORITY_MIX[2], 0),
];
/// The first station of each cell, by class.
pub static ENTRY_OF: [[u8; CELLS]; CLASSES] = [cells(&ENTRY[0], 0), cells(&ENTRY[1], 0), cells(&ENTRY[2], 0)];

/// What a visit of one class to one station needs to know.
#[derive(Clone, Copy)]
pub struct Step {
    /// Mean of the logarithm of the hours.
    pub mu: f64,
    /// Standard deviation of the logarithm of the hours.
    pub sigma: f64,
    /// Names the luck of the visit.
    pub hash: u64,
    /// The next station of each cell.
    pub next: [u8; CELLS],
}

const STEP_NAMES: [[&str; STATIONS]; CLASSES] = [
    [
        "incident/0",
        "incident/1",
        "incident/2",
        "incident/3",
        "incident/4",
        "incident/5",
    ],
    [
        "request/0",
        "request/1",
        "request/2",
        "request/3",
        "request/4",
        "request/5",
    ],
    ["change/0", "change/1", "change/2", "change/3", "change/4", "change/5"],
];

/// What a visit needs to know, by class * 8 + station.
pub static STEP: [Step; 32] = {
    let mut steps = [Step {
        mu: 0.0,
        sigma: 0.0,
        hash: 0,
        next: [OUT as u8; CELLS],
    }; 32];
    let mut class = 0;
    while class < CLASSES {
        let mut station = 0;
        while station < STATIONS {
            steps[class * 8 + station] = Step {
                mu: MU[class][station],
                sigma: SIGMA[station],
                hash: name_hash(STEP_NAMES[class][station]),
                next: cells(&ROUTING[class][station], OUT),
            };
            station += 1;
        }
        class += 1;
    }
    steps
};

/// The servers of each station as bits.
pub const CREW: [u64; 8] = {
    let mut crew = [0; 8];
    let (mut station, mut first) = (0, 0);
    while station < STATIONS {
        crew[station] = ((1 << SERVERS[station]) - 1) << first;
        first += SERVERS[station];
        station += 1;
    }
    crew
};

/// The station of each server.
pub static STATION_OF: [u8; PLACES] = {
    let mut stations = [0; PLACES];
    let mut server = 0;
    let mut station = 0;
    while station < STATIONS {
        let mut i = 0;
        while i < SERVERS[station] {
            stations[server] = station as u8;
            server += 1;
            i += 1;
        }
        station += 1;
    }
    stations
};
