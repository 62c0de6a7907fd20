use graph_client::api::{Call, Privacy, user::feed};
use graph_client::target::Me;

fn for_friends_only(call: Call<feed::CreatePost, Me>) -> Call<feed::CreatePost, Me> {
    call.privacy(Privacy::default())
}

fn main() {}
