//! docs/catalog.json conforms to docs/catalog.schema.json, from which programs in other languages generate their types.

use openai_error_catalog::{Code, RetryPolicy};
use serde_json::{Value, json};

fn documents() -> (Value, Value) {
    let read = |name: &str| {
        let text = std::fs::read_to_string(xtask::root().join("docs").join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    (read("catalog.schema.json"), read("catalog.json"))
}

#[test]
fn the_schema_is_valid() {
    let (schema, _) = documents();
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn the_catalog_conforms_to_its_schema() {
    let (schema, catalog) = documents();
    assert_eq!(catalog["$schema"], "./catalog.schema.json");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> =
        validator.iter_errors(&catalog).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

/// The export and the library each have their own code to write a policy. Both must write the same fields.
#[test]
fn policies_are_as_the_library_serializes_them() {
    let (_, catalog) = documents();
    for policy in RetryPolicy::all() {
        let mut expected = serde_json::to_value(policy).unwrap();
        // The export has the name as the key.
        let name = expected.as_object_mut().and_then(|fields| fields.remove("policy")).unwrap();
        assert_eq!(catalog["retry_policies"][name.as_str().unwrap()], expected, "{name}");
    }
    assert_eq!(catalog["retry_policies"].as_object().unwrap().len(), RetryPolicy::all().len());
}

/// A schema that accepts everything would pass the test above.
#[test]
fn invalid_catalogs_are_rejected() {
    let (schema, catalog) = documents();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (pointer, wrong) in [
        ("/errors/quota_exceeded/statuses/0", json!("429")),
        ("/errors/quota_exceeded/statuses/0", json!(70_000)),
        ("/errors/quota_exceeded/retired", json!("no")),
        ("/errors/quota_exceeded/messages/0/pattern", json!(null)),
        ("/errors/quota_exceeded/texts/en/steps", json!("Stop.")),
        ("/exceptions/RateLimitError/statuses", json!([429])),
        ("/retry_policies/never/attempts", json!(-1)),
        ("/monitoring/error_rate/threshold", json!("5 %")),
        ("/locales", json!({})),
    ] {
        let mut broken = catalog.clone();
        *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is not in the catalog")) = wrong;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
    for (parent, field) in
        [("", "errors"), ("/errors/quota_exceeded", "retry"), ("/errors/quota_exceeded/texts/zh-Hans", "cause")]
    {
        let mut broken = catalog.clone();
        let removed = broken.pointer_mut(parent).and_then(Value::as_object_mut).and_then(|table| table.remove(field));
        assert!(removed.is_some() && !validator.is_valid(&broken), "{parent}/{field}");
    }
}

/// The JSON Schemas in examples are valid, and strict where the API requires it.
#[test]
fn schemas_of_examples_are_valid() {
    let mut count = 0;
    for (code, pointer) in
        [(Code::InvalidResponseFormat, "/json_schema/schema"), (Code::InvalidToolSchema, "/function/parameters")]
    {
        for example in code.entry().examples() {
            let right: Value = serde_json::from_str(example.right()).unwrap();
            let schema = right.pointer(pointer).unwrap();
            assert!(jsonschema::meta::is_valid(schema), "{code}");
            if right.pointer("/json_schema/strict") == Some(&true.into()) {
                let properties = schema["properties"].as_object().unwrap();
                assert_eq!(schema["required"].as_array().unwrap().len(), properties.len(), "{code}");
                assert_eq!(schema["additionalProperties"], false, "{code}");
            }
            count += 1;
        }
    }
    assert!(count >= 2);
}
