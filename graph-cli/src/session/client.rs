//! A client with or without an access token.

use graph_client::{AnyToken, Method, NoToken, Pages, Raw};
use serde_json::Value;

pub enum Client {
    WithToken(graph_client::Client<AnyToken>),
    WithoutToken(graph_client::Client<NoToken>),
}

impl Client {
    pub fn raw(&self, method: Method, path: &str) -> Raw {
        match self {
            Self::WithToken(client) => client.raw(method, path),
            Self::WithoutToken(client) => client.raw(method, path),
        }
    }

    pub fn curl(&self, call: &Raw) -> String {
        match self {
            Self::WithToken(client) => client.curl(call),
            Self::WithoutToken(client) => {
                client.curl(call).replace(" -H 'Authorization: Bearer <token>'", "")
            }
        }
    }

    pub fn pages(&self, list: Raw) -> Pages<Value> {
        match self {
            Self::WithToken(client) => client.pages(list),
            Self::WithoutToken(client) => client.pages(list),
        }
    }
}
