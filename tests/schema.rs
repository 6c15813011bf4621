//! The published JSON Schema is what the catalogue of fields says.
//!
//! `UPDATE_EXPECT=1 cargo test --test schema` writes it anew.

use std::fs;
use std::path::Path;

#[test]
fn the_schema_beside_the_scenarios_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/scenario.schema.json");
    let mut now = serde_json::to_string_pretty(&flowcast::scenario::schema()).expect("a schema is JSON");
    now.push('\n');
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &now).expect("the schema can be written");
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == now,
        "scenarios/scenario.schema.json is out of date: run with UPDATE_EXPECT=1"
    );
}
