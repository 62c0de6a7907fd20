//! What the catalogue leaves out and the documentation says: paths of nodes, paging of lists, files, webhooks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use expect_test::expect;
use graph_import::{Options, import};
use graph_schema::model::{Paging, Schema, Whose};

fn schema() -> Schema {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documented");
    let imported = import(&catalogue, &Options::default()).unwrap();
    let losses: Vec<_> = imported.report.losses().map(|row| format!("{}: {}", row.place, row.text)).collect();
    assert_eq!(losses, ["POST subscribed_apps, parameter subscribed_fields: the change `Leads!`; omitted"]);
    let files: Vec<_> = imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    graph_schema::parse(&files).into_result().unwrap()
}

/// `me` is the owner of the token, which is never an account of Instagram with a token of Facebook Login.
#[test]
fn nodes_have_the_paths_that_are_documented() {
    let mut paths = String::new();
    for node in &schema().nodes {
        for target in &node.targets {
            let path = target.path.as_deref().unwrap_or("{id}");
            let whose = if target.whose == Whose::Own { "self" } else { "unknown" };
            paths += &format!("{}::{}: {path}, {whose}\n", node.module, target.name);
        }
        if let Some(host) = &node.host {
            paths += &format!("{}: {host}\n", node.module);
        }
    }
    expect![[r#"
        ad_account::account: act_{account_id}, unknown
        ad_account::id: {id}, unknown
        ad_campaign_placement::id: {id}, unknown
        ad_campaign_placement::ad_campaign_placement: ad_campaign_placement, unknown
        application::me: app, self
        application::id: {id}, unknown
        comment::id: {id}, unknown
        igmedia::id: {id}, unknown
        igmedia_for_igonly_api::id: {id}, unknown
        igmedia_for_igonly_api: https://graph.instagram.com
        iguser::id: {id}, unknown
        iguser_for_igonly_api::me: me, self
        iguser_for_igonly_api::id: {id}, unknown
        iguser_for_igonly_api: https://graph.instagram.com
        page::me: me, self
        page::id: {id}, unknown
        photo::id: {id}, unknown
        post::id: {id}, unknown
        user::me: me, self
        user::id: {id}, unknown
    "#]]
    .assert_eq(&paths);
}

#[test]
fn lists_are_paged_as_documented() {
    let mut lists = String::new();
    for node in &schema().nodes {
        for connection in node.connections.iter().filter(|connection| connection.has_list) {
            let paging = match connection.paging {
                Paging::Unknown => "unknown",
                known => known.name(),
            };
            lists += &format!("{}.{}: {paging}\n", node.module, connection.name);
        }
    }
    expect![[r#"
        ad_account.insights: cursor
        iguser.media: cursor
        iguser_for_igonly_api.media: cursor
        page.feed: cursor
        page.insights: time
        page.settings: none
        page.subscribed_apps: unknown
        page.video_reels: cursor
        photo.planets: unknown
        user.photos: unknown
        user.posts: time
    "#]]
    .assert_eq(&lists);
}

/// Files that the catalogue has as text, and files that it does not have. A parameter that it has stays what it is.
#[test]
fn writes_take_the_files_that_are_documented() {
    let schema = schema();
    let mut params = String::new();
    for node in &schema.nodes {
        for connection in &node.connections {
            for param in connection.operations.iter().flat_map(|operation| &operation.params) {
                let (name, ty) = (&param.name, param.ty.name(&schema));
                params += &format!("{}.{} {name} ({}): {ty}\n", node.module, connection.name, param.rust);
            }
        }
    }
    expect![[r#"
        ad_account.adimages bytes (bytes): string
        ad_account.adimages filename (filename): file
        comment.comments message (message): string
        comment.comments source (source): file
        igmedia.comments message (message): string
        iguser.media_publish creation_id (creation_id): string
        iguser.media_publish idle (idle): integer
        iguser.media_publish parent_id (parent_id): string
        iguser_for_igonly_api.media_publish creation_id (creation_id): string
        page.media_fingerprints source (source): file
        page.messages filedata (filedata): json
        page.photos Source (param_source): string
        page.photos source (source): file
        page.subscribed_apps subscribed_fields (subscribed_fields): [PageSubscribedFields]
        post.comments message (message): string
        post.comments source (source): file
        user.photos caption (caption): string
        user.photos source (source): file
    "#]]
    .assert_eq(&params);
}

/// The state of a container, and the columns of breakdowns, which come unasked. A field that the catalogue has stays what
/// it is.
#[test]
fn answers_have_the_fields_that_are_documented() {
    let schema = schema();
    let fields = |node: &str| {
        let (_, node) = schema.node(node).unwrap();
        let line = |field: &graph_schema::model::Field| {
            let unasked = if field.unasked { ", unasked" } else { "" };
            format!("{}: {}{unasked}", field.name, field.ty.name(&schema))
        };
        node.fields.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(fields("IGMedia"), ["id: Id<IGMedia>", "status: string", "status_code: string"]);
    let (_, container) = schema.node("IGMedia").unwrap();
    let job = container.job.as_ref().unwrap();
    assert_eq!(
        (job.done.join(" "), job.failed.join(" ")),
        ("FINISHED PUBLISHED".into(), "ERROR EXPIRED".into())
    );
    let rows = fields("AdsInsights");
    for row in ["age: string, unasked", "body_asset: json, unasked", "region: integer", "spend: string"] {
        assert!(rows.iter().any(|known| known == row), "{row}: {rows:?}");
    }
}

/// The word for a node is documented; the names of changes are those that an app can subscribe to.
#[test]
fn webhooks_have_their_words() {
    let mut words = String::new();
    for node in &schema().nodes {
        if let Some(object) = &node.update_object {
            words += &format!("{}: {object} {}\n", node.module, node.updates.join(" "));
        }
    }
    expect![[r#"
        ad_account: ad_account 
        application: application 
        iguser: instagram 
        iguser_for_igonly_api: instagram 
        page: page name feed messages
        user: user 
    "#]]
    .assert_eq(&words);
}

/// The specs of Instagram Login name types and edges as the platform calls them inside.
#[test]
fn types_of_instagram_login_are_those_of_instagram() {
    let schema = schema();
    let user = schema.node("IGUserForIGOnlyAPI").unwrap().1;
    let media = schema.node("IGMediaForIGOnlyAPI").unwrap().1;
    let list = user.connection("media").unwrap();
    assert_eq!((list.item.name(&schema), list.paging), ("IGMediaForIGOnlyAPI".to_owned(), Paging::Cursor));
    assert_eq!(user.connection("media_publish").unwrap().operations.len(), 1);
    assert_eq!(media.field("owner").unwrap().ty.name(&schema), "IGUserForIGOnlyAPI");
    // Reading them is no operation of its own, which would answer a node of Facebook.
    assert_eq!((user.operations.len(), media.operations.len()), (0, 0));
}
