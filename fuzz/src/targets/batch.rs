//! Answers to a batch: calls of all kinds, two of which depend on others, with any bytes as the answer.

use graph_client::{
    Promises as _,
    api::{self as fb, event, user},
};

use super::wire::{World, check_error, response};

/// The first byte chooses the status, the rest is the body of every response.
pub fn run(data: &[u8]) {
    let Some((status, body)) = data.split_first() else { return };
    let status = [200, 200, 200, 400, 500][usize::from(*status) % 5];
    let body = body.to_vec();
    let world = World::new(move |_, _| response(status, body.clone()));
    let me = world.client();
    let calls = (
        user::me().get::<fb::User>(),
        user::me().scores().create(5),
        user::me().picture().get(),
        user::me()
            .events()
            .create("Picnic", event::Time::date(2012, 7, 4))
            .then(|made| event::id(made.id()).delete()),
        vec![event::id("5").get::<fb::Event>(), event::id("6").get::<fb::Event>()],
    );
    match world.run(me.batch(calls)) {
        Err(error) => check_error(&error),
        Ok((user, score, picture, (made, gone), events)) => {
            let errors = [user.err(), score.err(), picture.err(), made.err(), gone.err()];
            let each = errors.into_iter().flatten().chain(events.into_iter().filter_map(Result::err));
            each.for_each(|error| check_error(&error));
        }
    }
    // Four attempts of each call, each in a request of its own at worst.
    assert!(world.seen().len() <= 40, "{} requests", world.seen().len());
}
