//~ says: `privacy` may be sent only for the current user (`me()`)
//~ rule: only_on
//~ promise: Parameters that depend on each other: Privacy is set on one's own Timeline only.
use graph_client::api::{Call, Privacy, user::feed};

fn for_friends_only<T>(call: Call<feed::CreatePost, T>) -> Call<feed::CreatePost, T> {
    call.privacy(Privacy::default())
}

fn main() {}
