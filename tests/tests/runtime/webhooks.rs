//! Webhook deliveries: signatures, duplicates and unusual shapes.

use bytes::Bytes;
use graph_client::{
    api::{page, user},
    webhooks::{Delivery, Received, Untyped, Webhooks},
    *,
};
use http::{Request, StatusCode};

use crate::stub::MARK;

fn webhooks() -> Webhooks {
    Webhooks::new(AppSecret::new("hUsHsEcReTmArK-app"), "hUsHsEcReTmArK-verify")
}

fn post(headers: &[(&str, &str)], body: &str) -> Request<Bytes> {
    let mut request = Request::post("/hook");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Bytes::from(body.to_owned())).unwrap()
}

fn delivery(body: &str) -> Delivery {
    let signature = webhooks().sign(body.as_bytes());
    match webhooks().receive::<Untyped>(&post(&[("X-Hub-Signature-256", &signature)], body)) {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{body}: {other:?}"),
    }
}

/// Contains escapes as the platform writes them. The signatures were computed with another program.
const BODY: &str = r#"{"object":"user","entry":[{"id":"4","time":1335845740,"changes":[{"field":"name","value":"Z\u00fcrich"}]}]}"#;
const SHA256: &str = "sha256=69f9c36b2c5e71fb71d98da727f1d815de05e70877f490ddbb36f97b3384657e";
const SHA1: &str = "sha1=d520e232d77d1a8f576725e6602ef0710d22bc9f";

#[test]
fn signatures_cover_the_raw_bytes() {
    let accepted =
        |headers: &[(&str, &str)], body: &str| webhooks().receive::<Untyped>(&post(headers, body)).is_ok();
    assert!(accepted(&[("X-Hub-Signature-256", SHA256)], BODY));
    assert!(accepted(&[("X-Hub-Signature", SHA1)], BODY));
    assert!(accepted(&[("X-Hub-Signature", SHA1), ("X-Hub-Signature-256", SHA256)], BODY));
    let upper = SHA256.to_uppercase().replace("SHA256", "sha256");
    assert!(accepted(&[("X-Hub-Signature-256", &upper)], BODY));
    assert_eq!(webhooks().sign(BODY.as_bytes()), SHA256);
    // The same JSON in other bytes, and one changed character.
    assert!(!accepted(&[("X-Hub-Signature-256", SHA256)], &BODY.replace("\\u00fc", "ü")));
    assert!(!accepted(&[("X-Hub-Signature-256", SHA256)], &BODY.replace("\\u00fc", "\\u00FC")));
    let other = SHA256.replace("sha256=1", "sha256=2").replace("sha256=8", "sha256=9");
    for (name, value) in [
        ("X-Hub-Signature-256", SHA1),
        ("X-Hub-Signature-256", SHA256.get(..SHA256.len() - 2).unwrap()),
        ("X-Hub-Signature-256", SHA256.get(7..).unwrap()),
        ("X-Hub-Signature-256", "sha256="),
        ("X-Hub-Signature-256", "sha256=zz"),
        ("X-Hub-Signature-256", "sha256=é"),
        ("X-Hub-Signature-256", ""),
        ("X-Hub-Signature", "sha1="),
        ("X-Other", &other),
    ] {
        let rejected = webhooks().receive::<Untyped>(&post(&[(name, value)], BODY)).unwrap_err();
        assert_eq!(rejected.status(), StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(rejected.response().body().is_empty());
    }
    // One of two signatures is not enough.
    assert!(!accepted(&[("X-Hub-Signature", "sha1=00"), ("X-Hub-Signature-256", SHA256)], BODY));
    assert!(!accepted(&[("X-Hub-Signature", SHA1), ("X-Hub-Signature-256", "sha256=00")], BODY));
    let renewed = Webhooks::new(AppSecret::new("new"), "x");
    let signed = post(&[("X-Hub-Signature-256", SHA256)], BODY);
    assert!(renewed.receive::<Untyped>(&signed).is_err());
    assert!(renewed.or_signed_with(AppSecret::new("hUsHsEcReTmArK-app")).receive::<Untyped>(&signed).is_ok());
}

#[test]
fn an_empty_secret_accepts_nothing() {
    let body = r#"{"object":"user","entry":[]}"#;
    let webhooks = Webhooks::new(AppSecret::new(""), "x");
    // Anybody can make the signature of an empty secret.
    let forged = webhooks.sign(body.as_bytes());
    assert!(webhooks.receive::<Untyped>(&post(&[("X-Hub-Signature-256", &forged)], body)).is_err());
}

#[test]
fn handshake_requires_the_verify_token() {
    let get = |query: &str| {
        webhooks().receive::<Untyped>(&Request::get(format!("/hook?{query}")).body(Bytes::new()).unwrap())
    };
    let right = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=hUsHsEcReTmArK-verify";
    for query in [right.to_owned(), right.replace("hub.", "hub_"), right.replace("hub.", "hub%2E")] {
        let Ok(Received::Handshake(answer)) = get(&query) else { panic!("{query}") };
        assert_eq!((answer.status(), &answer.body()[..]), (StatusCode::OK, &b"1158201444"[..]));
    }
    for (query, status) in [
        (right.replace("-verify", ""), 403),
        (right.replace("&hub.verify_token", "&x"), 403),
        (right.replace("1158201444", "%3Cscript%3E"), 400),
        (right.replace("1158201444", ""), 400),
        (right.replace("subscribe", "unsubscribe"), 400),
        (String::new(), 400),
    ] {
        assert_eq!(get(&query).unwrap_err().status().as_u16(), status, "{query}");
    }
    let put = Request::put("/hook").body(Bytes::new()).unwrap();
    assert_eq!(webhooks().receive::<Untyped>(&put).unwrap_err().status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(!format!("{:?} {}", webhooks(), get("").unwrap_err()).contains(MARK));
}

#[test]
fn known_changes_are_typed_and_others_are_kept() {
    let delivery = delivery(
        r#"{"object":"user","entry":[
            {"id":"4","time":1335845740,"changed_fields":["likes","name","newly_invented"]},
            {"id":18446744073709551616,"time":1335845740123,"changes":[{"field":"friends","verb":"add","value":{"id":9007199254740993,"name":"Z\u00fc"}}],"odd":{"a":1}}
        ]}"#,
    );
    let changes: Vec<_> = delivery.about::<user::Node>().collect();
    let updates: Vec<_> = changes.iter().map(|change| change.update.known()).collect();
    let known = [Some(user::Updated::Likes), Some(user::Updated::Name), None, Some(user::Updated::Friends)];
    assert_eq!(updates, known);
    assert_eq!(changes[2].update.as_str(), "newly_invented");
    assert_eq!(changes[3].id.as_str(), "18446744073709551616");
    let millis = |at: usize| changes[at].entry.time.map(|time| time.unix_millis());
    assert_eq!((millis(0), millis(3)), (Some(1_335_845_740_000), Some(1_335_845_740_123)));
    let friend = changes[3].change.read_as::<api::User>().unwrap().unwrap();
    assert_eq!((friend.id.unwrap().as_str(), friend.name.as_deref()), ("9007199254740993", Some("Zü")));
    assert!(changes[3].entry.json.contains(r#""odd":{"a":1}"#));
    assert_eq!(changes[0].change.value, None);
    let mut other = delivery.clone();
    other.object = "page".to_owned();
    assert_eq!(other.about::<user::Node>().count(), 0);
}

#[test]
fn values_have_the_types_of_their_fields() -> Result<()> {
    let delivery = delivery(
        r#"{"object":"user","entry":[{"id":"4","time":1,"changes":[
            {"field":"birthday","value":"12/06/1980"},{"field":"bio","value":"Z\u00fcrich"},
            {"field":"timezone","value":"-4.5"},{"field":"hometown","value":{"id":9007199254740993,"name":"X"}},
            {"field":"verified","value":"true"},{"field":"interested_in","value":["female",null]},
            {"field":"birthday"},{"field":"birthday","value":""},{"field":"birthday","value":{"odd":1}}
        ]}]}"#,
    );
    let changes: Vec<_> = delivery.about::<user::Node>().map(|changed| changed.change).collect();
    let birthday = changes[0].value_of::<user::fields::birthday>()?;
    assert_eq!(birthday, Some("12/06/1980".parse().unwrap()));
    assert_eq!(changes[1].value_of::<user::fields::bio>()?.as_deref(), Some("Zürich"));
    assert!(changes[2].value_of::<user::fields::timezone>()?.is_some());
    let hometown = changes[3].value_of::<user::fields::hometown>()?.unwrap();
    assert_eq!(hometown.id.as_ref().map(ToString::to_string).as_deref(), Some("9007199254740993"));
    assert_eq!(changes[4].value_of::<user::fields::verified>()?, Some(true));
    assert_eq!(changes[5].value_of::<user::fields::interested_in>()?.map(|all| all.len()), Some(1));
    // No value, an empty value, and a value of another shape.
    assert_eq!(changes[6].value_of::<user::fields::birthday>()?, None);
    assert_eq!(changes[7].value_of::<user::fields::birthday>()?, None);
    let odd = changes[8].value_of::<user::fields::birthday>().unwrap_err();
    assert_eq!(odd.kind(), ErrorKind::Decode, "{odd}");
    Ok(())
}

#[test]
fn accepts_deliveries_of_any_shape() {
    for (body, fields) in [
        (
            r#"{"object":"user","entry":[{"id":"0","time":1,"changes":[{"field":"email","value":"a@b.example"}]}]}"#,
            vec!["email"],
        ),
        (
            r#"{"object":"user","entry":[{"changes":[{"field":"work","value":[{"id":1}]},{"field":"feed"}]}]}"#,
            vec!["work", "feed"],
        ),
        (
            r#"{"object":"permissions","entry":[{"id":1,"time":"x","changes":[{"field":"x","verb":"granted","value":null}]}]}"#,
            vec!["x"],
        ),
        (
            r#"{"object":"page","entry":[{"id":null,"messaging":[{"timestamp":1},{}],"changes":"odd"}]}"#,
            vec![],
        ),
        (
            r#"{"object":"page","entry":[{"changes":[7,"word",null,{"fields":[]}],"standby":{}}]}"#,
            vec!["", "", ""],
        ),
        (r#"{"object":"whatever","entry":[]}"#, vec![]),
        (r#"{}"#, vec![]),
    ] {
        let delivery = delivery(body);
        let found: Vec<&str> = delivery
            .entries()
            .iter()
            .flat_map(|entry| &entry.changes)
            .map(|change| change.field.as_str())
            .collect();
        assert_eq!(found, fields, "{body}");
    }
    let text =
        delivery(r#"{"object":"user","entry":[{"changes":[{"field":"email","value":"a@b.example"}]}]}"#);
    assert_eq!(text.entries()[0].changes[0].text().as_deref(), Some("a@b.example"));
    // Not a delivery.
    for body in ["", "[]7", "nonsense", r#"{"object":"#, r#"{"entry":[7}"#] {
        let signature = webhooks().sign(body.as_bytes());
        let rejected =
            webhooks().receive::<Untyped>(&post(&[("X-Hub-Signature-256", &signature)], body)).unwrap_err();
        assert_eq!(rejected.status(), StatusCode::BAD_REQUEST, "{body}: {rejected}");
    }
    // Nodes without updates in the schema cannot be subscribed to; their ids work as usual.
    assert_eq!(page::Id::new("5").as_str(), "5");
}

#[test]
fn deliveries_can_be_sent_to_other_threads() {
    fn assert_shared<T: Send + Sync + 'static>(_: &T) {}
    let delivery = delivery(r#"{"object":"user","entry":[{"id":"4","changed_fields":["likes","name"]}]}"#);
    assert_shared(&delivery);
    let events = delivery.events();
    assert_shared(&events);
    drop(delivery);
    assert_eq!(events.map(|event| event.json).collect::<Vec<_>>(), [r#""likes""#, r#""name""#]);
}

#[test]
fn one_odd_part_does_not_lose_the_others() {
    let delivery = delivery(
        r#"{"object":"page","entry":[
            {"id":"100","messaging":[{"message":{"mid":"m1"}},"odd",null,{"message":{"mid":"m2"}}]},
            "odd", 7, [{"id":"8"}],
            {"id":"101","time":"soon","changes":{"field":"feed","value":{"item":"post"}}},
            {"id":{"of":"page"},"changes":[{"field":"feed"}]},
            {"id":"102","changes":[{"field":"feed","value":{"item":"post"}}]}
        ]}"#,
    );
    let ids: Vec<_> = delivery.entries().iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["100", "101", "", "102"]);
    assert_eq!(delivery.unread(), [r#""odd""#, "7", r#"[{"id":"8"}]"#]);
    let messaging = &delivery.entries()[0].messaging;
    assert_eq!(messaging, &[r#"{"message":{"mid":"m1"}}"#, r#""odd""#, r#"{"message":{"mid":"m2"}}"#]);
    // A lone object in place of a list is its only element.
    assert_eq!((delivery.entries()[1].time, delivery.entries()[1].changes[0].field.as_str()), (None, "feed"));
    assert!(delivery.entries()[2].json.contains(r#"{"of":"page"}"#));
}

#[test]
fn bodies_without_entries_are_kept() {
    for (body, object, entries, unread) in [
        (r#"{"object":"page","entry":{"id":"5","changes":[]}}"#, "page", 1, 0),
        (r#"{"object":"page","entry":[]}"#, "page", 0, 0),
        (r#"{"object":["page"],"entry":[{"id":"5"}]}"#, "", 1, 1),
        (r#"{"object":"page"}"#, "page", 0, 1),
        (r#"{"object":"page","entry":"odd"}"#, "page", 0, 1),
        // A sample of the app dashboard.
        (r#"{"field":"comments","value":{"id":"17865799348089039","text":"This is an example."}}"#, "", 0, 1),
        (r#"[{"object":"page"}]"#, "", 0, 1),
        ("7", "", 0, 1),
    ] {
        let delivery = delivery(body);
        let found = (delivery.object.as_str(), delivery.entries().len(), delivery.unread().len());
        assert_eq!(found, (object, entries, unread), "{body}");
        assert!(delivery.unread().iter().all(|unread| unread == body), "{body}");
    }
}

#[test]
fn the_first_of_several_objects_counts() {
    let entry = r#"{"id":"5","changes":[{"field":"name"}]}"#;
    for (objects, object, unread) in [
        (r#""object":"user","object":{"a":1}"#, "user", 0),
        (r#""object":"user","object":"page""#, "user", 0),
        (r#""object":{"a":1},"object":"user""#, "", 1),
    ] {
        for body in
            [format!(r#"{{{objects},"entry":[{entry}]}}"#), format!(r#"{{"entry":[{entry}],{objects}}}"#)]
        {
            let delivery = delivery(&body);
            assert_eq!(delivery.object, object, "{body}");
            assert_eq!(delivery.unread(), vec![body.as_str(); unread]);
            assert_eq!(delivery.delivered().next().map(|one| one.object), Some(object.to_owned()), "{body}");
            assert_eq!(delivery.about::<user::Node>().count(), usize::from(object == "user"), "{body}");
        }
    }
}

#[test]
fn the_first_of_several_ids_and_times_of_an_entry_counts() {
    for (members, id, time) in [
        (r#""id":"5","id":"6","time":7,"time":8"#, "5", Some(7)),
        (r#""id":5,"id":{"a":1},"time":"7","time":"soon""#, "5", Some(7)),
        (r#""id":{"a":1},"id":"5","time":"soon","time":7"#, "", None),
        (r#""id":null,"id":"5","time":null,"time":7"#, "", None),
    ] {
        let changes = r#""changes":[{"field":"name"}]"#;
        for entry in [format!("{{{members},{changes}}}"), format!("{{{changes},{members}}}")] {
            let delivery = delivery(&format!(r#"{{"object":"user","entry":[{entry}]}}"#));
            let of_entry = &delivery.entries()[0];
            let of_event = delivery.delivered().next().unwrap();
            for (found, at) in [(&of_entry.id, of_entry.time), (&of_event.id, of_event.time)] {
                assert_eq!((found.as_str(), at.map(|at| at.unix_seconds())), (id, time), "{entry}");
            }
        }
    }
}

#[test]
fn lists_that_occur_twice_lose_nothing() {
    let entry = r#"{"id":"5","messaging":[1],"messaging":[2],"standby":[3],"standby":[4]}"#;
    for (body, entries, unread) in [
        (format!(r#"{{"object":"page","entry":[{entry}],"entry":[{entry}]}}"#), 2, 0),
        (format!(r#"{{"object":"page","entry":"odd","entry":[{entry}]}}"#), 1, 1),
        (format!(r#"{{"object":"page","entry":[{entry}],"entry":7}}"#), 1, 1),
    ] {
        let delivery = delivery(&body);
        assert_eq!((delivery.entries().len(), delivery.unread().len()), (entries, unread), "{body}");
        for entry in delivery.entries() {
            assert_eq!(
                (&entry.messaging[..], &entry.standby[..]),
                (&["1", "2"].map(String::from)[..], &["3", "4"].map(String::from)[..])
            );
        }
    }
}

#[test]
fn messages_are_read_one_by_one() {
    let delivery = delivery(
        r#"{"object":"page","entry":[{"id":"5","messaging":[{"id":"1","name":"Ann"},"odd",{"id":2}],"standby":[{"id":3}]}]}"#,
    );
    let id = |user: Result<api::User>| user.ok().and_then(|user| user.id).map(|id| id.to_string());
    let [entry] = delivery.entries() else { panic!("{delivery:?}") };
    let ids: Vec<_> = entry.messaging_as().map(id).collect();
    assert_eq!(ids, [Some("1".to_owned()), None, Some("2".to_owned())]);
    assert_eq!(entry.standby_as().map(id).collect::<Vec<_>>(), [Some("3".to_owned())]);
}
