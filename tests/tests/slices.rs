//! Today's message bodies and events: objects that are sent, unions and JSON bodies.

mod slices {
    mod forms;
    mod whatsapp;
}
