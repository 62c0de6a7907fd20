//! Typed clients for today's platform: one module for each API, behind a feature of the same name.
//!
//! Everything of `graph-client` is here as well, so one dependency is enough:
//!
//! ```toml
//! graph-platform = { version = "0.1", features = ["whatsapp", "webhooks"] }
//! ```
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `whatsapp` | | the WhatsApp Cloud API and the management of WhatsApp Business accounts: `whatsapp` |
//! | `messenger` | | the Messenger Platform, for the inbox of a Page and Instagram messaging: `messenger` |
//! | `threads` | | Threads: posts, replies, search, insights and webhooks of a profile: `threads` |
//! | `ads` | | the Marketing API: ads, insights, audiences and targeting of ad accounts: `ads` |
//! | `reqwest` | yes | the default transport, HTTP/1.1 over TLS |
//! | `proof` | | `appsecret_proof` on every call |
//! | `webhooks` | | signed deliveries, read as typed events |
//! | `blocking` | | a blocking client |
//! | `tracing` | | a span per call, an event per attempt |
//!
//! ```
//! # #[cfg(feature = "whatsapp")] {
//! use graph_platform::{Describe as _, whatsapp::{message, phone_number}};
//!
//! let hello = phone_number::id("1065").messages().create("4915700000001", message::text("Hello"));
//! assert!(hello.faults().is_empty());
//! # }
//! ```

pub use graph_client::*;

/// The WhatsApp Cloud API: messages, media, calls and groups of a phone number, and the management of WhatsApp Business
/// accounts, templates and flows.
#[cfg(feature = "whatsapp")]
pub mod whatsapp {
    graph_client::graph_api!(whatsapp);
}

/// The Messenger Platform: conversations of a Page, and of a professional Instagram account.
#[cfg(feature = "messenger")]
pub mod messenger {
    graph_client::graph_api!(messenger);
}

/// Threads: publishing, replies, mentions, search, insights and webhooks of a profile.
#[cfg(feature = "threads")]
pub mod threads {
    graph_client::graph_api!(threads);
}

/// The Marketing API, as far as most programs use it: ad accounts, campaigns, ad sets, ads, creatives, images, videos,
/// insights, audiences and targeting.
#[cfg(feature = "ads")]
pub mod ads {
    graph_client::graph_api!(ads);
}
