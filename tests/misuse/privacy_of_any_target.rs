//~ says: `privacy` may be sent only for the current user (`me()`)
//~ rule: only_on
//~ promise: Dependent parameters: `privacy` can be set only on the current user's Timeline.
use graph_client::api::{Call, Privacy, user::feed};

fn for_friends_only<T>(call: Call<feed::CreatePost, T>) -> Call<feed::CreatePost, T> {
    call.privacy(Privacy::default())
}

fn main() {}
