//! The JSON Schema of the YAML and the JSON, from the types themselves.

use crate::document::{Document, FORMAT_VERSION};

/// The JSON Schema (2020-12) of the tree as YAML or JSON.
///
/// ```
/// let schema = gangmu::schema();
/// assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
/// ```
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Document<'static>).to_value();
    schema["properties"]["gangmu"]["const"] = FORMAT_VERSION.into();
    schema
}
