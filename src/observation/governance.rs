//! What is told of approvals, and of items that go round them.

/// An approval decision.
#[derive(Clone, Copy, Debug)]
pub struct Decided {
    /// The route, as an index into the model's routes.
    pub route: u32,
    /// From submission to decision, in ticks.
    pub delay: i64,
    /// Whether the item would have failed.
    pub bad: bool,
    /// Whether it was turned down.
    pub turned_down: bool,
    /// Whether it was turned down for good.
    pub closes: bool,
    /// Whether this is the decision of the route that the item takes; otherwise it is that of a part of it, and more may follow.
    pub whole: bool,
    /// Person-ticks of looking at it: of a whole route in all its parts.
    pub looked: i64,
}

/// An item that goes round its route.
#[derive(Clone, Copy, Debug)]
pub struct Bypassed {
    /// The route that the policy names, as an index into the model's routes.
    pub route: u32,
    /// The route that it takes instead, because it is declared to be what it is not; none where it takes no route at all.
    pub instead: Option<u32>,
}

/// An item that an audit has found to have gone round its route.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The audit, as an index into the model's.
    pub audit: u32,
    /// The random key of the item that was found, its class and its root.
    pub key: u64,
    /// Its demand and attribute values, as an index into the program's classes.
    pub class: u32,
    /// The kind of its root cause.
    pub root: u8,
    /// The route that it should have taken.
    pub route: u32,
}
