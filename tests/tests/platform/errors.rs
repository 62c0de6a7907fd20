//! Errors of the platform, as a program sees them.

use graph_platform::{
    ErrorKind, Graph, SystemUserToken,
    whatsapp::{self as wa, message, phone_number, phone_number::messages::CreateError},
};
use graph_sandbox::{Fault, Sandbox};

#[tokio::test]
async fn an_error_says_what_to_do() {
    let number = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;
    let sandbox = Sandbox::builder().api("whatsapp").data(number).start().unwrap();
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let business = graph.with(SystemUserToken::new(sandbox.user_token()));
    let hello = || phone_number::id("1065").messages().create("4915700000001", message::text("Hello"));

    // A code of the operation has the remedy of the API's table, and no text of ours in its message.
    sandbox.fault(Fault::error(131_047).times(1));
    let error = business.send(hello()).await.unwrap_err();
    assert_eq!(error.known(), Some(CreateError::WindowClosed));
    assert_eq!(error.remedy(), Some("Send a template."));
    assert!(!error.server_message().unwrap().contains("Send a template"), "{error}");

    // A code that any call may answer.
    sandbox.fault(Fault::error(130_429).times(1));
    let error = business.send(hello()).no_retry().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Throttled, true));
    assert!(
        error.remedy().is_some_and(|remedy| remedy.starts_with("Send more slowly")),
        "{:?}",
        error.remedy()
    );

    // A code that the schema does not have.
    sandbox.fault(Fault::error(424_242).times(1));
    assert_eq!(business.send(hello()).no_retry().await.unwrap_err().remedy(), None);
}

#[test]
fn codes_of_statuses_are_looked_up() {
    let row = |code, subcode| wa::api().error(code, subcode).map(|row| (row.name, row.remedy));
    assert_eq!(row(131_047, None), Some(("WindowClosed", "Send a template.")));
    assert_eq!(row(190, Some(463)).map(|(name, _)| name), Some("TokenExpired"));
    assert_eq!(row(190, Some(1)).map(|(name, _)| name), Some("TokenInvalid"));
    assert_eq!(row(250, None).map(|(name, _)| name), Some("PermissionMissing"));
    assert_eq!(row(424_242, None), None);
    let remedy = |code| wa::WebhookError { code, ..Default::default() }.remedy();
    assert!(remedy(Some(131_026)).is_some_and(|remedy| remedy.starts_with("Use another channel")));
    assert_eq!((remedy(Some(424_242)), remedy(None)), (None, None));
}
