//! Today's message bodies and events: objects that are sent, unions and JSON bodies.

mod slices {
    mod deliver;
    mod messenger;
    mod webhooks_schema;
    mod whatsapp;
    mod whatsapp_webhooks;
}
