//! Which operations send the same request.

use graph_schema::parse;

fn errors(operations: &str) -> Vec<String> {
    let manifest = format!(
        r#"{{ "nodes": {{ "Lamp": {{ "fields": {{ "id": {{ "type": "Id<Lamp>" }} }}, "operations": {{ {operations} }} }} }} }}"#
    );
    let loaded = parse(&[("graph.json", &manifest)]);
    loaded.diagnostics.iter().map(|diagnostic| diagnostic.title.clone()).collect()
}

#[test]
fn what_every_call_sends_tells_two_operations_apart() {
    let by_constant = r#"
        "on": { "method": "POST", "const": { "state": "on" }, "returns": "success" },
        "off": { "method": "POST", "const": { "state": "off" }, "returns": "success" }"#;
    assert_eq!(errors(by_constant), [""; 0]);
    let by_version = r#"
        "now": { "method": "POST", "returns": "success" },
        "then": { "method": "POST", "version": "v2.0", "returns": "success" }"#;
    assert_eq!(errors(by_version), [""; 0]);
    let same = r#"
        "on": { "method": "POST", "const": { "state": "on", "dim": 1 }, "returns": "success" },
        "light": { "method": "POST", "const": { "dim": 1, "state": "on" }, "returns": "success" }"#;
    assert_eq!(errors(same), ["`on` and `light` send the same request"]);
}
