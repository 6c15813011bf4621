//! The JSON Schema of scenarios, from the catalogue, for editors that complete fields.

use serde_json::{Value as Json, json};

use super::catalogue::Value;
use super::fields::ScenarioText;

/// JSON Schema (draft 2020-12) of a scenario file.
pub fn schema() -> Json {
    let mut schema = ScenarioText::schema();
    if let Some(object) = schema.as_object_mut() {
        object.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        object.insert("title".to_owned(), json!("A flowcast scenario"));
    }
    schema
}
