//! Links to further pages: each line is the link of a page, and whatever it says, the next request goes to the host of
//! the client, without a token in its URL.

use graph_client::api::{self as fb, user};

use super::wire::{TOKEN, World, check_error, hides_secret, response};

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // Where a server puts the token. Anywhere else it is a value like any other.
    let usual = [format!("?access_token={TOKEN}"), format!("&access_token={TOKEN}")];
    let hidden = usual.iter().fold(text.to_owned(), |text, usual| text.replace(usual, ""));
    let has_one_query = |link: &str| link.matches('?').count() < 2;
    let is_usual = !hidden.contains(TOKEN) && !text.contains('#') && text.split('\n').all(has_one_query);
    let links: Vec<String> = text.split('\n').take(20).map(str::to_owned).collect();
    let pages = links.len();
    let world = World::new(move |number, _| {
        let mut paging = serde_json::json!({ "cursors": { "after": "a", "before": "b" } });
        if let Some(link) = links.get(number) {
            paging["next"] = link.as_str().into();
            paging["previous"] = link.as_str().into();
        }
        let items = [serde_json::json!({ "id": number.to_string() })];
        response(200, serde_json::json!({ "data": items, "paging": paging }).to_string())
    });
    let me = world.client();
    let mut list = me.pages(user::me().friends());
    let mut read = 0;
    loop {
        match world.run(list.try_next()) {
            Ok(Some(page)) => {
                read += 1;
                for call in page.next().iter().chain(&page.previous()) {
                    if is_usual {
                        hides_secret(&format!("{call:?} {}", me.curl(call)), "a call for a page");
                    }
                }
                let items: Vec<fb::User> = page.into_items();
                assert_eq!(items.len(), 1);
            }
            Ok(None) => break,
            Err(error) => {
                check_error(&error);
                break;
            }
        }
    }
    assert!((1..=pages + 1).contains(&read), "{read} pages");
    assert_eq!(world.seen().len(), read);
}
