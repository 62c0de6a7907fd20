//! A reference of a schema, for people.
//!
//! [`card`] returns everything about one operation, field, connection, node, enum, permission or error code, with its
//! Rust line and its curl line. [`Site`] is the whole schema as linked pages.
//!
//! ```
//! let schema = graph_schema::builtin().into_result()?;
//! let birthday = graph_reference::find(&schema, "User.birthday");
//! let card = graph_reference::card(&schema, &birthday[0]);
//! assert_eq!(card.rust.as_deref(), Some("birthday: Option<Birthday>"));
//! # Ok::<(), String>(())
//! ```

mod about;
mod html;
mod site;

pub use about::{
    Access, ByTarget, Call, Card, Demand, Demands, Error, Member, Param, Place, Reach, Subject,
    TokensByTarget, What, calls, card, code, delivery, event_name, example, find, reach, tokens, unknown,
};
#[doc(hidden)]
pub use about::{Open, line, place_with};
#[doc(hidden)]
pub use html::Inserted;
pub use html::{Html, ToHtml};
pub use site::{Entry, Page, Site, search};
