//! Typed clients for the platform's current APIs, from WhatsApp to ads: one module for each API, behind a feature of the
//! same name.
//!
//! All of `graph-client` is re-exported here, so a single dependency is enough:
//!
//! ```toml
//! graph-platform = { version = "0.1", features = ["whatsapp", "webhooks"] }
//! ```
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `whatsapp` | | the WhatsApp Cloud API and the management of WhatsApp Business accounts: `whatsapp` |
//! | `messenger` | | the Messenger Platform, for the inbox of a Page and Instagram messaging: `messenger` |
//! | `pages` | | Pages: posts, photos, videos, reels, stories, comments, metrics, lead forms and their webhooks: `pages` |
//! | `instagram` | | the Instagram API with Facebook Login, for professional accounts that are connected to a Page: `instagram` |
//! | `instagram_login` | | the Instagram API with Instagram Login, for professional accounts without a Page: `instagram_login` |
//! | `threads` | | Threads: posts, replies, search, insights and webhooks of a profile: `threads` |
//! | `ads` | | the Marketing API: ads, insights, audiences and targeting of ad accounts: `ads` |
//! | `reqwest` | yes | the default transport, HTTP/1.1 over TLS |
//! | `proof` | | `appsecret_proof` on every call |
//! | `webhooks` | | signed webhook deliveries, decoded as typed events |
//! | `blocking` | | a blocking client |
//! | `tracing` | | a span per call, an event per attempt |
//! | `chrono`, `jiff`, `time`, `rust_decimal`, `url` | | the types of these crates as values |
//!
//! ```
//! # #[cfg(feature = "whatsapp")] {
//! use graph_platform::{Describe as _, whatsapp::{message, phone_number}};
//!
//! let hello = phone_number::id("1065").messages().create("4915700000001", message::text("Hello"));
//! assert!(hello.faults().is_empty());
//! # }
//! ```
//!
//! The platform fetches a reel itself, so publish it once it is ready:
//!
//! ```
//! # #[cfg(feature = "instagram")]
//! # async fn publish(client: graph_platform::Client<graph_platform::UserToken>) -> graph_platform::Result<()> {
//! use graph_platform::instagram::{self as ig, account, container, media};
//!
//! let reel = media::reel("https://cdn.example/bread.mp4").caption("Bread at six").share_to_feed(true);
//! let made = client.send(account::id("1784").media().create(reel)).await?;
//! client.wait_for::<ig::Container>(container::id(&made.id)).await?;
//! client.send(account::id("1784").publish(made.id)).await?;
//! # Ok(())
//! # }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

pub use graph_client::*;

/// The WhatsApp Cloud API: messages, media, calls and groups of a phone number, and the management of WhatsApp Business
/// accounts, templates and flows.
#[cfg(feature = "whatsapp")]
pub mod whatsapp {
    graph_client::graph_api!(whatsapp);

    mod errors;
    pub mod rate;
}

/// The Messenger Platform: conversations of a Page, and of a professional Instagram account.
#[cfg(feature = "messenger")]
pub mod messenger {
    graph_client::graph_api!(messenger);

    pub mod rate;
}

/// Pages: posts, photos, videos, reels, stories, comments, metrics, lead forms, live videos and settings, and the webhooks
/// about them. The inbox of a Page is part of `messenger`.
#[cfg(feature = "pages")]
pub mod pages {
    graph_client::graph_api!(pages);

    pub mod rate;
}

/// The Instagram API with Facebook Login: media, publishing, comments, insights, hashtags and discovery of professional
/// accounts that are connected to a Page.
#[cfg(feature = "instagram")]
pub mod instagram {
    graph_client::graph_api!(instagram);

    pub mod rate;
}

/// The Instagram API with Instagram Login: like `instagram`, but without a Page, on another host, with other tokens and
/// permissions, and without the parts that depend on Facebook.
#[cfg(feature = "instagram_login")]
pub mod instagram_login {
    graph_client::graph_api!(instagram_login);

    pub mod rate;
}

/// Threads: publishing, replies, mentions, search, insights and webhooks of a profile.
#[cfg(feature = "threads")]
pub mod threads {
    graph_client::graph_api!(threads);
}

/// The most used parts of the Marketing API: ad accounts, campaigns, ad sets, ads, creatives, images, videos, insights,
/// audiences and targeting.
#[cfg(feature = "ads")]
pub mod ads {
    graph_client::graph_api!(ads);
}
