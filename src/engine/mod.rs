//! The engine: a model compiled to flat tables, and the loop that runs one replication of it.
pub mod sampler;
pub mod streams;
