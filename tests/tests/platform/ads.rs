//! Ads: how they are made, what is refused, and what insights answer.

use graph_client::{
    Client, Date, Describe, Error, ErrorKind, Fields, Graph, Money, UserToken, testing::Answers,
};
use graph_platform::ads;
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use ads::{
    CallToActionType, DistanceUnit, Targeting, ad, ad_account, ad_report_run, ad_set, ads_insights, audience,
    campaign, creative, custom_audience, delivery, geo, report, targeting, user,
};

fn faults(call: &impl Describe) -> Vec<String> {
    call.faults().iter().map(ToString::to_string).collect()
}

/// The value of a parameter of a call, as JSON.
fn param(call: &impl Describe, name: &str) -> Value {
    let curl = call.curl();
    let start = curl.find(&format!("'{name}=")).unwrap_or_else(|| panic!("{name}: {curl}"));
    let value = curl[start..].split('\'').nth(1).unwrap().split_once('=').unwrap().1;
    serde_json::from_str(value).unwrap_or_else(|_| value.into())
}

fn people() -> Targeting {
    let places = geo::locations()
        .countries(["IE"])
        .city(geo::city("2421836").radius(25).distance_unit(DistanceUnit::Kilometer))
        .point(geo::point().latitude(53.27).longitude(-9.05).radius(5.0));
    targeting::people()
        .geo_locations(places)
        .age_min(25)
        .age_max(54)
        .interest("6003107902433")
        .custom_audience(targeting::audience("23842"))
}

fn ad_set_of(targeting: Targeting) -> ad_account::adsets::CreateParams {
    ad_account::adsets::CreateParams {
        name: "Galway".to_owned(),
        campaign: delivery::campaign("2385"),
        billing_event: ads::BillingEvent::Impressions.into(),
        optimization_goal: ads::OptimizationGoal::LinkClicks.into(),
        targeting,
    }
}

#[test]
fn targeting_is_built() {
    let account = ad_account::account("123");
    let set = account.adsets().create(ad_set_of(people())).budget(ad_account::adsets::daily_budget(1500));
    assert!(set.curl().contains("/act_123/adsets"), "{}", set.curl());
    assert_eq!(param(&set, "daily_budget"), 1500);
    assert_eq!(
        param(&set, "targeting"),
        json!({
            "age_max": 54, "age_min": 25,
            "custom_audiences": [{ "id": "23842" }],
            "geo_locations": {
                "cities": [{ "key": "2421836", "radius": 25, "distance_unit": "kilometer" }],
                "countries": ["IE"],
                "custom_locations": [{ "latitude": 53.27, "longitude": -9.05, "radius": 5.0 }]
            },
            "interests": [{ "id": "6003107902433" }]
        })
    );
    assert_eq!(set.permissions(), [["ads_management"]]);
    assert_eq!(set.tasks(), ["MANAGE", "ADVERTISE"]);
}

#[test]
fn creatives_are_built() {
    let button = creative::button(CallToActionType::LearnMore)
        .value(creative::destination().link("https://harbour.example"));
    let link = creative::link("https://harbour.example").message("Fresh").call_to_action(button);
    let spec = creative::spec().object_story_spec(creative::story("1050").link_data(link));
    let new = ad_account::id("act_123").ads().create("Rye", delivery::ad_set("2386"), spec);
    assert_eq!(
        param(&new, "creative"),
        json!({ "object_story_spec": { "page_id": "1050", "link_data": {
            "link": "https://harbour.example", "message": "Fresh",
            "call_to_action": { "type": "LEARN_MORE", "value": { "link": "https://harbour.example" } }
        } } })
    );
}

#[test]
fn limits_and_rules_hold_before_sending() {
    let city = geo::locations().city(geo::city("2421836").radius(25));
    let young = targeting::people().geo_locations(city).age_min(12);
    assert_eq!(
        faults(&ad_set::id("2386").update().targeting(young)),
        [
            "`targeting.age_min`: must be at least 13, but is 12",
            "`targeting.geo_locations.cities[0]`: must have all of `radius`, `distance_unit`, or none",
        ]
    );
    let empty = ad::id("1").update().creative(creative::spec());
    assert_eq!(faults(&empty).len(), 1, "{:?}", faults(&empty));
    let none = custom_audience::id("1")
        .users()
        .create(audience::people([ads::AudienceKey::Email], Vec::<Vec<String>>::new()));
    assert_eq!(faults(&none), ["`payload.data`: must have at least 1 element, but has 0"]);
}

#[test]
fn limits_of_places_and_shares_hold() {
    let set = |places: ads::GeoLocations| {
        faults(&ad_set::id("2386").update().targeting(targeting::people().geo_locations(places)))
    };
    let near = |radius| geo::city("2421836").radius(radius).distance_unit(DistanceUnit::Mile);
    assert_eq!(
        set(geo::locations().city(near(5)).point(geo::point().radius(5.0))),
        [
            "`targeting.geo_locations.cities[0].radius`: must be at least 10, but is 5",
            "`targeting.geo_locations.custom_locations[0]`: must have at least one of `latitude`, `address_string`, `key`, `custom_type`",
        ]
    );
    let quay = geo::point().address_string("1 Quay Street, Galway").radius(5.0);
    assert!(set(geo::locations().city(near(10)).point(quay)).is_empty());
    let share = |ratio| custom_audience::id("1").update().lookalike_spec(audience::lookalike().ratio(ratio));
    assert_eq!(faults(&share(20.0)), ["`lookalike_spec.ratio`: must be at most 1, but is 20"]);
    assert!(faults(&share(0.2)).is_empty());
}

#[test]
fn times_with_a_higher_budget_are_planned() {
    let more = campaign::budget_schedules::CreateParams {
        budget_value: 5000,
        budget_value_type: ads::BudgetValueType::Absolute.into(),
        time_start: 1_790_000_000,
        time_end: 1_790_086_400,
    };
    let plan = campaign::id("2385").budget_schedules().create(more);
    assert!(plan.curl().contains("/2385/budget_schedules"), "{}", plan.curl());
    assert_eq!(
        (param(&plan, "budget_value"), param(&plan, "budget_value_type")),
        (json!(5000), json!("ABSOLUTE"))
    );
    assert_eq!(
        (param(&plan, "time_start"), param(&plan, "time_end")),
        (json!(1_790_000_000), json!(1_790_086_400))
    );
    let changed = ad_account::id("act_123").ads().updated_since(1_790_000_000);
    assert!(changed.curl().contains("updated_since=1790000000"), "{}", changed.curl());
}

#[test]
fn what_is_above_may_be_created_along() {
    let ads_of = || ad_account::id("act_123").ads();
    let spec = || creative::spec().creative_id("2390");
    let new = ads_of().create("Rye", delivery::new_ad_set(json!({ "name": "Galway" })), spec());
    assert_eq!(param(&new, "adset_spec"), json!({ "name": "Galway" }));
    assert!(!new.curl().contains("adset_id"), "{}", new.curl());
    let set = ad_account::id("act_123").adsets().create(ad_set_of(people()));
    assert_eq!(param(&set, "campaign_id"), 2385);
    assert!(!set.curl().contains("campaign_spec"), "{}", set.curl());
    let copy = ad::id("1").copies().create().creative_parameters(json!({ "name": "Rye again" }));
    assert_eq!(param(&copy, "creative_parameters"), json!({ "name": "Rye again" }));
}

#[test]
fn a_check_creates_nothing() {
    let campaigns = || ad_account::id("act_123").campaigns();
    let check =
        campaigns().validate("Harvest", ads::Objective::OutcomeTraffic, [ads::SpecialAdCategory::None]);
    assert_eq!(param(&check, "execution_options"), json!(["validate_only"]));
    let create =
        campaigns().create("Harvest", ads::Objective::OutcomeTraffic, [ads::SpecialAdCategory::None]);
    assert!(!create.curl().contains("execution_options"), "{}", create.curl());
    let spec = creative::spec().creative_id("2390");
    let review = ad_account::id("act_123").ads().review("Rye", delivery::ad_set("2386"), spec);
    assert_eq!(param(&review, "execution_options"), json!(["validate_only", "synchronous_ad_review"]));
    let labels = ad::id("1").adlabels().create([ads::LabelRef::new().name("new")]).validate_only();
    assert_eq!(param(&labels, "execution_options"), json!(["validate_only"]));
    let update = ad::id("1").update().execution_options([
        ads::AdExecutionOption::ValidateOnly,
        ads::AdExecutionOption::SynchronousAdReview,
    ]);
    assert_eq!(param(&update, "execution_options"), json!(["validate_only", "synchronous_ad_review"]));
}

#[test]
fn a_check_takes_what_a_creation_takes() {
    let schema = graph_schema::embedded("ads").unwrap().into_result().unwrap();
    let (_, account) = schema.node("AdAccount").unwrap();
    for name in ["campaigns", "adsets", "ads", "adcreatives"] {
        let connection = account.connections.iter().find(|connection| connection.name == name).unwrap();
        let params = |operation: &str| -> Vec<String> {
            let operation = connection.operations.iter().find(|it| it.name == operation).unwrap();
            operation
                .params
                .iter()
                .map(|param| format!("{} {:?} {}", param.name, param.ty, param.required))
                .collect()
        };
        assert_eq!(params("create"), params("validate"), "{name}");
        if name == "ads" {
            assert_eq!(params("create"), params("review"));
        }
    }
}

#[test]
fn words_of_the_platform_are_enums() {
    let update =
        ad_set::id("2386").update().full_funnel_exploration_mode(ads::ExplorationMode::LimitedExploration);
    assert_eq!(param(&update, "full_funnel_exploration_mode"), "LIMITED_EXPLORATION");
    let promoted = delivery::promoted().custom_event_type(ads::CustomEventType::Purchase);
    let update = ad_set::id("2386").update().promoted_object(promoted);
    assert_eq!(param(&update, "promoted_object"), json!({ "custom_event_type": "PURCHASE" }));
    let waiting =
        ad_account::id("act_123").adsets().effective_status([ads::AdSetEffectiveStatus::PendingReview]);
    assert!(waiting.curl().contains("PENDING_REVIEW"), "{}", waiting.curl());
    let ended = ads::ad_creative::id("1").update().status(ads::CreativeStatus::Deleted);
    assert_eq!(param(&ended, "status"), "DELETED");
    let budgets = ad_account::id("act_123").activities().category(ads::ActivityCategory::Budget);
    assert!(budgets.curl().contains("category=BUDGET"), "{}", budgets.curl());
}

#[test]
fn reports_take_the_times_that_lists_take() {
    let days = || report::days(Date::new(2026, 2, 2).unwrap(), Date::new(2026, 2, 8).unwrap());
    let account = || ad_account::id("act_123");
    let list = account().insights().date_preset(ads::DatePreset::Last7d).time_range(days());
    let ask = account().insights().create_report().date_preset(ads::DatePreset::Last7d).time_range(days());
    assert!(faults(&list).is_empty() && faults(&ask).is_empty());
}

#[test]
fn audiences_are_removed_with_a_body() {
    let rows = vec![vec!["8c4c9aa5fe1c5ab4".to_owned()]];
    let call = custom_audience::id("1").users().delete(audience::people([ads::AudienceKey::Email], rows));
    let body: Value = serde_json::from_str(&call.json_body().unwrap()).unwrap();
    assert_eq!(body, json!({ "payload": { "schema": ["EMAIL"], "data": [["8c4c9aa5fe1c5ab4"]] } }));
}

#[derive(Debug, Clone, Fields)]
#[graph(node = ad_report_run)]
struct Run {
    id: ad_report_run::Id,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = campaign)]
#[expect(dead_code, reason = "only the request matters")]
struct Campaign {
    id: campaign::Id,
    name: String,
    daily_budget: Option<u64>,
}

fn client(answers: &Answers) -> Client<UserToken> {
    Graph::builder().api(ads::api()).answers(answers).build().with(UserToken::new("a token"))
}

#[tokio::test]
async fn a_report_is_asked_for_awaited_and_read() {
    let days = report::days(Date::new(2026, 2, 2).unwrap(), Date::new(2026, 2, 8).unwrap());
    let ask = ad_account::id("act_123").insights().create_report().fields(["spend"]);
    let ask = ask.time_range(days).breakdowns([ads::Breakdown::Age]);
    assert_eq!(param(&ask, "time_range"), json!({ "since": "2026-02-02", "until": "2026-02-08" }));
    assert_eq!(param(&ask, "breakdowns"), json!(["age"]));
    let rows = ad_report_run::id("6023").insights();
    let answers = Answers::new().on(&ask, r#"{"report_run_id":"6023"}"#).on(
        &rows,
        r#"{"data":[{"date_start":"2026-02-02","date_stop":"2026-02-08","spend":"35.10","age":"25-34"}]}"#,
    );
    let me = client(&answers);
    let run = me.send(ask).await.unwrap().report_run_id;
    assert_eq!(run.as_str(), "6023");
    let rows: Vec<_> = me.page(rows).await.unwrap().into_iter().collect();
    assert_eq!(rows[0].spend.as_ref().unwrap().to_string(), "35.10");
    assert_eq!(rows[0].age.as_deref(), Some("25-34"));
}

#[derive(Debug, Clone, Fields)]
#[graph(node = ads_insights)]
struct Row {
    spend: Option<Money>,
    age: Option<String>,
}

#[test]
fn columns_of_breakdowns_are_not_asked_for() {
    let rows = ad_account::id("act_123").insights().breakdowns([ads::Breakdown::Age]).select::<Row>();
    let curl = client(&Answers::new()).curl(&rows);
    assert!(curl.contains("fields=spend") && !curl.contains("fields=spend,age"), "{curl}");
}

#[test]
fn values_decide_about_others() {
    use ad_account::customaudiences::subtype;
    let account = || ad_account::id("act_123").customaudiences();
    let like = || audience::lookalike().country("IE").ratio(0.01);
    let lookalike = subtype(ads::AudienceSubtype::Lookalike).lookalike_spec(like());
    assert!(faults(&account().create("Like").subtype(lookalike)).is_empty());
    let visitors = subtype(ads::AudienceSubtype::Website).lookalike_spec(like());
    assert_eq!(faults(&account().create("Visitors").subtype(visitors)).len(), 1);
    assert!(faults(&account().create("Visitors").subtype(ads::AudienceSubtype::Website)).is_empty());
    assert!(faults(&account().create("Visitors")).is_empty());
}

#[tokio::test]
async fn the_sandbox_computes_reports() {
    let data = r#"{ "nodes": [{ "id": "act_123", "node": "AdAccount" }] }"#;
    let sandbox = Sandbox::builder().api("ads").data(data).start().unwrap();
    let me = Graph::builder()
        .api(ads::api())
        .host(sandbox.url())
        .build()
        .with(UserToken::new(sandbox.user_token()));
    let made = me.send(ad_account::id("act_123").insights().create_report().fields(["spend"])).await.unwrap();
    let run = me.get::<Run>(ad_report_run::id(&made.report_run_id)).await.unwrap();
    assert_eq!(run.id, made.report_run_id);
    let rows = me.page(ad_report_run::id(&made.report_run_id).insights()).await.unwrap();
    assert!(!rows.is_empty());
    let campaigns = || ad_account::id("act_123").campaigns();
    let harvest = ("Harvest", ads::Objective::OutcomeTraffic, [ads::SpecialAdCategory::None]);
    let before = me.page(campaigns()).await.unwrap().len();
    me.send(campaigns().validate(harvest.0, harvest.1, harvest.2)).await.unwrap();
    assert_eq!(me.page(campaigns()).await.unwrap().len(), before);
}

#[tokio::test]
async fn errors_say_whether_to_try_again() {
    let read = || campaign::id("2385").get::<Campaign>();
    let error = async |body: &str| -> Error {
        let answers = Answers::new().fail(&read(), 400, body);
        client(&answers).send(read()).await.unwrap_err()
    };
    let limit = error(r#"{"error":{"message":"too many","code":80004,"error_subcode":2446079}}"#).await;
    assert_eq!(limit.kind(), ErrorKind::Throttled);
    let score =
        error(r#"{"error":{"message":"User request limit reached","code":17,"error_subcode":2446079}}"#)
            .await;
    assert!(score.to_string().contains("AccountScoreLimit"), "{score}");
    let old = error(r#"{"error":{"message":"deprecated version","code":2635}}"#).await;
    assert!(old.to_string().contains("VersionEnded") && !old.is_retryable(), "{old}");
    let early = error(r#"{"error":{"message":"not yet","code":2601,"error_subcode":1815107}}"#).await;
    assert!(early.to_string().contains("ReportNotReady") && early.is_retryable(), "{early}");
    let part = error(r#"{"error":{"message":"cut","code":6001,"error_subcode":1363037}}"#).await;
    assert!(part.to_string().contains("UploadCut"), "{part}");
    let page = error(r#"{"error":{"message":"too many","code":32}}"#).await;
    assert_eq!(page.kind(), ErrorKind::Throttled);
}

#[tokio::test]
async fn reads_and_writes_go_into_one_batch() {
    let read = || campaign::id("2385").get::<Campaign>();
    let pause = || campaign::id("2385").update().status(ads::Status::Paused);
    let answers = Answers::new()
        .on(&read(), r#"{"id":"2385","name":"Spring","daily_budget":"2000"}"#)
        .on(&pause(), r#"{"success":true}"#);
    let (campaign, paused) = client(&answers).batch((read(), pause())).await.unwrap();
    assert_eq!(campaign.unwrap().daily_budget, Some(2000));
    paused.unwrap();
    assert!(client(&answers).curl(&user::me().adaccounts()).contains("/v25.0/me/adaccounts"));
}
