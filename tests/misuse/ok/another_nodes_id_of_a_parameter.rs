use graph_client::{
    api::{page, user},
    *,
};

async fn plan(me: Client<UserToken>, id: page::Id) -> Result<()> {
    let picnic = user::me().events().create("Picnic", EventTime::date(2012, 7, 4));
    me.send(picnic.location_id(id)).await?;
    Ok(())
}

fn main() {}
