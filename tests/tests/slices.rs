//! Today's message bodies and events: objects that are sent, unions and JSON bodies.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod slices {
    mod deliver;
    mod forms;
    mod forms_read;
    mod messenger;
    mod values_made;
    mod webhooks_schema;
    mod whatsapp;
    mod whatsapp_sandbox;
    mod whatsapp_webhooks;
}
