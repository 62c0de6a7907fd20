//! Calls over a local socket, against reqwest and serde. Both use the same reqwest client.

use graph_benches::{Row, pair};
use graph_client::{Client, Graph, UserToken, api::user, transport::Reqwest};
use tokio::runtime::{Builder, Runtime};

use crate::{
    server,
    shapes::{Ours, Plain, PlainPage},
};

const GROUP: &str = "round trip";
pub const FIELDS: &str = "id,name,first_name,middle_name,last_name,gender,locale,link,username,age_range,video_upload_limits,updated_time,verified,bio,birthday,third_party_id,hometown,location,quotes,website";

pub fn rows() -> Vec<Row> {
    let url = server::start(server::PAGE);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let http = reqwest_client();
    let me = client(&url, &http);
    let by_hand = ByHand { http, url, runtime: &runtime };
    assert_eq!(our_profile(&runtime, &me).name, by_hand.profile().name);
    assert_eq!(our_friends(&runtime, &me), by_hand.friends());
    vec![
        Row::of_pair(
            GROUP,
            "profile of 20 fields, reqwest and serde by hand",
            &pair(|| our_profile(&runtime, &me), || by_hand.profile()),
        )
        .goal(1.05),
        Row::of_pair(
            GROUP,
            "page of 100, reqwest and serde by hand",
            &pair(|| our_friends(&runtime, &me), || by_hand.friends()),
        )
        .goal(1.05),
    ]
}

fn our_profile(runtime: &Runtime, me: &Client<UserToken>) -> Ours {
    runtime.block_on(me.get::<Ours>(user::me())).unwrap()
}

fn our_friends(runtime: &Runtime, me: &Client<UserToken>) -> usize {
    runtime.block_on(me.page(user::me().friends().select::<Ours>().limit(100))).unwrap().len()
}

/// The hand-written reference.
struct ByHand<'a> {
    http: reqwest::Client,
    url: String,
    runtime: &'a Runtime,
}

impl ByHand<'_> {
    fn profile(&self) -> Plain {
        self.read(format!("{}/me?fields={FIELDS}", self.url))
    }

    fn friends(&self) -> usize {
        self.read::<PlainPage>(format!("{}/me/friends?fields={FIELDS}&limit=100", self.url)).data.len()
    }

    fn read<T: serde::de::DeserializeOwned>(&self, url: String) -> T {
        self.runtime.block_on(async {
            let answer = self.http.get(url).bearer_auth("token").send().await.unwrap();
            answer.error_for_status().unwrap().json().await.unwrap()
        })
    }
}

pub fn client(url: &str, http: &reqwest::Client) -> Client<UserToken> {
    let transport = Reqwest::new(http.clone());
    Graph::builder().host(url).transport(transport).build().with(UserToken::new("token"))
}

pub fn reqwest_client() -> reqwest::Client {
    // No connection is encrypted, but reqwest needs a crypto provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}
