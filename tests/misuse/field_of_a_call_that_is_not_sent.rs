//~ says: no field `id` on type `Call<
//~ says: available field is: `send_it_with_a_client`
//~ promise: Calls: A call has no result before it is awaited.
use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<()> {
    println!("{}", user::me().albums().create("Beach").id);
    drop(me);
    Ok(())
}

fn main() {}
