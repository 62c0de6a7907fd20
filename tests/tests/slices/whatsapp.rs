//! Messages of WhatsApp.

use graph_client::Describe;
use serde_json::{Value, json};

pub(super) mod wa {
    graph_client::graph_api!("../../slices/whatsapp/graph.json");
}

use wa::{media, message, phone_number, template};

const TO: &str = "4915700000001";

fn body(call: &impl Describe) -> Value {
    serde_json::from_str(&call.json_body().expect("a JSON body")).unwrap()
}

#[test]
fn messages_are_written_as_the_platform_reads_them() {
    let from = || phone_number::id("1065").messages();
    let text = from().create(TO, message::text("Hello").preview_url(true));
    assert_eq!(
        body(&text),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "text", "text": { "body": "Hello", "preview_url": true }
        })
    );
    let image = from().create(TO, message::image(media::link("https://cdn.example/a.png")).caption("New"));
    assert_eq!(
        body(&image),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "image",
            "image": { "link": "https://cdn.example/a.png", "caption": "New" }
        })
    );
    let list = message::list("Which tea?", "Choose")
        .section("Teas", [message::row("1", "Green"), message::row("2", "Black").description("strong")]);
    assert_eq!(
        body(&from().create(TO, list)),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "interactive",
            "interactive": {
                "type": "list", "body": { "text": "Which tea?" },
                "action": {
                    "button": "Choose",
                    "sections": [{
                        "title": "Teas",
                        "rows": [{ "id": "1", "title": "Green" }, { "id": "2", "title": "Black", "description": "strong" }]
                    }]
                }
            }
        })
    );
    let order = message::template("order_confirmation", "en_US").component(template::body(["Zoe", "42"]));
    assert_eq!(
        body(&from().create(TO, order).reply_to("wamid.1")),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "template", "context": { "message_id": "wamid.1" },
            "template": {
                "name": "order_confirmation", "language": { "code": "en_US" },
                "components": [{
                    "type": "body",
                    "parameters": [{ "type": "text", "text": "Zoe" }, { "type": "text", "text": "42" }]
                }]
            }
        })
    );
    assert_eq!(
        body(&from().mark_read("wamid.1").typing()),
        json!({
            "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1",
            "typing_indicator": { "type": "text" }
        })
    );
}
