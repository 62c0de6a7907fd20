//! What writes answer: the catalogue names the node that they are called on, or the wrong one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use expect_test::expect;
use graph_import::{Kind, Options, import};
use graph_schema::model::{Method, Returns, Schema, Type};

fn answer(schema: &Schema, returns: &Returns) -> String {
    match returns {
        Returns::Success => "success".to_owned(),
        Returns::Written => "written".to_owned(),
        Returns::Value(ty) => ty.name(schema),
        Returns::Members(members) => {
            let members: Vec<_> =
                members.iter().map(|(name, ty)| format!("{name}: {}", ty.name(schema))).collect();
            members.join(", ")
        }
        Returns::List | Returns::Membership(_) => "list".to_owned(),
    }
}

#[test]
fn writes_answer_what_the_platform_sends() {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/writes");
    let imported = import(&catalogue, &Options::default()).unwrap();
    let files: Vec<_> = imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let schema = graph_schema::parse(&files).into_result().unwrap();

    let (mut answers, mut taking_files) = (String::new(), String::new());
    for node in &schema.nodes {
        for connection in &node.connections {
            for operation in &connection.operations {
                let name = format!("{}.{}", node.module, connection.name);
                answers += &format!("{name}: {}\n", answer(&schema, &operation.returns));
                let is_file = |ty: &Type| ty.name(&schema) == "file";
                for param in operation.params.iter().filter(|param| is_file(&param.ty)) {
                    assert_eq!(operation.method, Method::Post);
                    taking_files += &format!("{name} {}\n", param.name);
                }
            }
        }
    }
    expect![[r#"
        ad_account.advideos: id: Id<AdVideo>, video_id: Id<AdVideo>, upload_session_id: string, start_offset: integer, end_offset: integer, success: boolean, skip_upload: boolean
        ad_account.insights: report_run_id: Id<AdReportRun>
        comment.comments: id: Id<Comment>
        comment.likes: success
        page.blocked: json
        page.feed: id: Id<PagePost>
        page.messages: recipient_id: string, message_id: string, attachment_id: string
        page.nlp_configs: written
        page.photo_stories: success: boolean, post_id: string
        page.subscribed_apps: success
        page.videos: id: Id<AdVideo>, video_id: Id<AdVideo>, upload_session_id: string, start_offset: integer, end_offset: integer, success: boolean, skip_upload: boolean
        page.videos_by: id: Id<AdVideo>
    "#]].assert_eq(&answers);
    expect![[r#"
        ad_account.advideos source
        ad_account.advideos video_file_chunk
        comment.comments source
        page.messages filedata
        page.videos source
        page.videos video_file_chunk
    "#]]
    .assert_eq(&taking_files);
    let words = schema.nodes.iter().filter_map(|node| Some((&*node.name, node.update_object.as_deref()?)));
    assert_eq!(words.collect::<Vec<_>>(), [("AdAccount", "ad_account"), ("Page", "page")]);
    // What is not known is kept whole, and in a group of its own.
    expect![[r#"
        writes whose answer the catalogue does not describe (1, no loss):
          Page, POST nlp_configs: `Page`, imported as "written"
    "#]]
    .assert_eq(&imported.report.to_string());
    assert_eq!(imported.report.count(Kind::UnknownAnswer), 1);
    assert_eq!(imported.report.losses().count(), 0);
}
