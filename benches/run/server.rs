//! A server with prepared responses.

use graph_benches::Server;

use crate::bodies;

/// Items per page.
pub const PAGE: usize = 100;
/// Ids per call.
pub const IDS: usize = 50;

struct Responses {
    profile: String,
    pages: Vec<String>,
    /// [`IDS`] friends each.
    by_ids: Vec<String>,
}

/// Serves a profile at `/me`, and this number of friends at `/me/friends` and by id (`ids=`, in order). Returns the
/// URL. The server runs until the process ends.
pub fn start(friends: usize) -> String {
    let server = Server::bind().unwrap();
    let url = server.url.clone();
    let pages = (0..friends.div_ceil(PAGE))
        .map(|page| {
            let (first, end) = (page * PAGE, friends.min(page * PAGE + PAGE));
            let next = format!("{url}/me/friends?limit={PAGE}&after={end}");
            bodies::page(first..end, (end < friends).then_some(&*next))
        })
        .collect();
    let by_ids = (0..friends.div_ceil(IDS))
        .map(|part| bodies::by_ids(part * IDS..friends.min(part * IDS + IDS)))
        .collect();
    let responses = Responses { profile: bodies::profile(1), pages, by_ids };
    server.start("", move |request, out| out.extend_from_slice(responses.of(request).as_bytes()));
    url
}

impl Responses {
    fn of(&self, request: &str) -> &str {
        if let Some((_, ids)) = request.split_once("?ids=") {
            let first: String = ids.chars().take_while(char::is_ascii_digit).collect();
            let part = self.by_ids.iter().find(|part| part[2..].starts_with(&first));
            return part.map_or("[]", String::as_str);
        }
        if !request.starts_with("GET /me/friends") {
            return &self.profile;
        }
        let after = request.split_once("after=").map_or("0", |(_, after)| after);
        let digits = after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let item: usize = digits.parse().unwrap_or(0);
        self.pages.get(item / PAGE).map_or(r#"{"data":[]}"#, String::as_str)
    }
}
