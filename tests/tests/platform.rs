//! The schemas of today's platform, as their users see them.

mod platform {
    mod messenger;
}
