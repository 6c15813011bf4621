//! Suppliers, spare parts, services, and what is paid for nothing that happens.

use jiff::civil::Date;

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{Count, Dates, Deadline, DurationDistribution, Money, Number, Share};

record! {
    /// A supplier to whom steps send items
    pub struct SupplierText {
        /// The hours in which it works
        [structural, default "always"] hours: String,
        /// How long a case takes in those hours
        [live, required] takes: DurationDistribution,
        /// Share of cases that come back unsolved
        [live, default "0%"] returned_unsolved: Share,
        /// What it has promised, from sending a case to its return, on its hours
        [structural, optional] promise: Deadline,
        /// What it pays for a case that it returns too late, in the scenario's currency
        [structural, optional] penalty: Money,
        /// What it costs for each case that it returns
        [structural, optional] fee: Money,
        /// How many cases it works on at once; further ones wait there, and any number where it is left out
        [structural, optional] at_once: Count,
    }
}

record! {
    /// Spare parts of one sort
    pub struct PartText {
        /// How many are there at the start
        [structural, required] count: Count,
        /// More are ordered when no more than these are there or on order, less those that items wait for
        [structural, required] reorder_at: Count,
        /// How many an order brings
        [structural, required] order: Count,
        /// The supplier whose time and hours an order takes
        [structural, optional] supplier: String,
        /// Instead of a supplier: how long an order is on its way
        [live, optional] takes: DurationDistribution,
        /// The hours in which it is on its way, without a supplier
        [structural, default "always"] hours: String,
        /// What one costs, when it is used, in the scenario's currency
        [structural, optional] cost: Money,
    }
}

record! {
    /// A service that people use
    pub struct ServiceText {
        /// How many people use it
        [structural, optional] users: Count,
        /// The hours in which it is used
        [structural, default "always"] hours: String,
        /// What an hour down in those hours costs the organisation, in the scenario's currency
        [structural, optional] harm_per_hour: Money,
        /// How much of that an hour degraded costs
        [structural, optional] degraded: Share,
        /// Dates on which it matters more
        [structural, optional] critical: CriticalText,
    }
}

record! {
    /// Dates on which a service matters more
    pub struct CriticalText {
        /// Which
        [structural, required] on: Dates,
        /// How many times as much an hour costs then
        [structural, required] factor: Number,
    }
}

record! {
    /// What is paid for nothing that happens; one of the amounts must be there
    pub struct StandingCostText {
        /// So much each week
        [structural, optional] per_week: Money,
        /// Or each calendar month
        [structural, optional] per_month: Money,
        /// Or each calendar year
        [structural, optional] per_year: Money,
        /// Or once
        [structural, optional] once: Money,
        /// The first day; the day on which it is paid where that is once, and the first that is counted where it is left out
        [structural, optional] from: Date,
        /// The first day on which it is no longer paid
        [structural, optional] until: Date,
    }
}
