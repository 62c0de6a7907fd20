//! Calls every operation of the built-in schema at a sandbox, with and without permission.
//!
//! `operations/calls.rs` contains the calls by name. Add a line there for a new operation.

use std::collections::{BTreeMap, BTreeSet};

use graph_client::{
    api::{
        self as fb, application, apprequest, event, page, photo, post, question,
        user::{self, achievements},
    },
    *,
};
use graph_sandbox::Sandbox;
use graph_schema::{
    Schema,
    model::{PermissionRule, Requirement, TokenKind, TokenKinds, Whose},
};

use calls::{Call, Ids, calls};

mod calls;

/// One client per kind of token.
pub struct Clients {
    pub me: Client<UserToken>,
    pub app: Client<AppToken>,
    pub bot: Client<PageToken>,
}

impl Clients {
    /// Creates clients with fully authorized tokens of each kind.
    fn granted(sandbox: &Sandbox) -> Self {
        Self::new(sandbox, &sandbox.user_token(), &sandbox.app_token(), &sandbox.page_token())
    }

    /// Creates all clients with the same token.
    fn all(sandbox: &Sandbox, token: &str) -> Self {
        Self::new(sandbox, token, token, token)
    }

    fn new(sandbox: &Sandbox, user: &str, app: &str, page: &str) -> Self {
        let graph = Graph::builder().host(sandbox.url()).build();
        Self {
            me: graph.with(UserToken::new(user)),
            app: graph.with(AppToken::new(app)),
            bot: graph.with(PageToken::new(page)),
        }
    }
}

/// The schema's description of an operation.
struct Described<'a> {
    /// The base operation of a special case, or the operation itself.
    base: String,
    /// The parameters fixed by a special case of a list.
    with: &'a [(String, String)],
    /// The required permissions. Reading a node only requires those of its fields.
    access: Option<(&'a PermissionRule, TokenKinds)>,
    whose: Whose,
    errors: Vec<i64>,
}

fn described(schema: &Schema) -> BTreeMap<String, Described<'_>> {
    let mut all = BTreeMap::new();
    for node in schema.nodes.iter().filter(|node| !node.is_object) {
        let get =
            Described { base: node.get.clone(), with: &[], access: None, whose: Whose::Own, errors: vec![] };
        all.insert(node.get.clone(), get);
        let own = node.operations.iter().map(|operation| (node.module.clone(), operation));
        let below = node.connections.iter().flat_map(|connection| {
            let place = format!("{}.{}", node.module, connection.name);
            connection.operations.iter().map(move |operation| (place.clone(), operation))
        });
        for (place, operation) in own.chain(below) {
            let base = operation.variant_of.as_ref().unwrap_or(&operation.name);
            let what = Described {
                base: format!("{place}.{base}"),
                with: &[],
                access: Some((&operation.permission, operation.token.own)),
                whose: Whose::Own,
                errors: operation.errors.iter().map(|error| error.code).collect(),
            };
            all.insert(format!("{place}.{}", operation.name), what);
        }
        for connection in &node.connections {
            let list = format!("{}.{}.list", node.module, connection.name);
            let access = Some((&connection.permission, connection.token.own));
            let of = |with, whose| Described { base: list.clone(), with, access, whose, errors: vec![] };
            if connection.has_list {
                all.insert(list.clone(), of(&[], Whose::Own));
            }
            for variant in &connection.lists {
                all.insert(variant.name.clone(), of(&variant.with, variant.whose.unwrap_or(Whose::Own)));
            }
        }
    }
    all
}

#[tokio::test]
async fn every_operation_succeeds() -> Result<()> {
    let schema = graph_schema::builtin().into_result().unwrap();
    let described = described(&schema);
    let sandbox = Sandbox::start().unwrap();
    let clients = Clients::granted(&sandbox);
    let ids = Ids::new(&sandbox, &clients).await?;
    let calls = calls(&clients, &ids);
    let called: BTreeSet<&str> = calls.iter().map(|call| call.name).collect();
    let known: BTreeSet<&str> = described.keys().map(String::as_str).collect();
    let differ: Vec<_> = called.symmetric_difference(&known).collect();
    assert!(differ.is_empty(), "only called, or only in the schema: {differ:?}");
    assert_eq!(calls.len(), called.len(), "each is called once");
    let mut wrong = Vec::new();
    for Call { name, described_as, answered } in calls {
        let what = &described[name];
        assert_eq!(described_as, Some(what.base.as_str()), "`{name}`");
        match answered.await {
            Ok(Some(0)) => wrong.push(format!("`{name}` is empty")),
            Ok(_) => {}
            Err(error) => wrong.push(format!("`{name}`: {error}")),
        }
        let sent = sandbox.requests().pop().unwrap();
        for param in what.with {
            assert!(sent.query.contains(param), "`{name}` does not send {param:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // The app was removed along with its permissions; the created items remain.
    let lost = clients.me.page(user::me().albums()).await.unwrap_err();
    assert_eq!((lost.code(), lost.subcode()), (Some(190), Some(458)), "{lost}");
    let Clients { me, app, .. } = Clients::granted(&sandbox);
    assert!(me.get::<fb::Event>(event::id(&ids.event)).await.is_err());
    assert!(me.get::<fb::Photo>(photo::id(&ids.photo)).await.is_err());
    assert!(me.get::<fb::Post>(post::id(&ids.post)).await.is_err());
    assert!(me.get::<fb::Question>(question::id(&ids.question)).await.is_err());
    let request = apprequest::of(&ids.request, user::Id::new(sandbox.user_id()));
    assert!(app.get::<fb::AppRequest>(request).await.is_err());
    assert!(me.page(user::me().albums()).await?.iter().any(|album| album.name.as_deref() == Some("Trip")));
    assert!(me.page(user::me().feed()).await?.iter().any(|post| post.message.as_deref() == Some("hi")));
    Ok(())
}

#[tokio::test]
async fn every_operation_rejects_unauthorized_callers() -> Result<()> {
    let schema = graph_schema::builtin().into_result().unwrap();
    let described = described(&schema);
    let sandbox = Sandbox::start().unwrap();
    let ids = Ids::new(&sandbox, &Clients::granted(&sandbox)).await?;
    let with = |token: &str| calls(&Clients::all(&sandbox, token), &ids);
    let bare = with(&sandbox.user_token_with(&[]));
    let unknown = with("made up");
    let others = [
        (TokenKind::App, with(&sandbox.app_token())),
        (TokenKind::Page, with(&sandbox.page_token())),
        (TokenKind::User, with(&sandbox.user_token())),
    ];
    let mut counts = [0; 3];
    let mut wrong = Vec::new();
    let mut others = others.map(|(kind, calls)| (kind, calls.into_iter()));
    for (bare, unknown) in bare.into_iter().zip(unknown) {
        let name = bare.name;
        let what = &described[name];
        let mut others = others.each_mut().map(|(kind, calls)| (*kind, calls.next().unwrap()));
        let (requirement, kinds) = match what.access {
            Some((rule, kinds)) => (rule.of(what.whose), kinds),
            None => (None, TokenKinds::NONE_NEEDED),
        };
        let strange = others.iter_mut().find(|(kind, _)| !kinds.none && !kinds.accepts(*kind));
        let (at, error, is_right): (_, _, fn(&Error) -> bool) =
            if let Some(Requirement::Needs(all)) = requirement {
                let error = refused(name, bare.answered.await);
                let needed: BTreeSet<&str> =
                    all.iter().flatten().map(|permission| schema[*permission].name.as_str()).collect();
                let missing: BTreeSet<&str> = error.missing_permissions().iter().copied().collect();
                if missing != needed {
                    wrong.push(format!("`{name}` misses {missing:?}, not {needed:?}"));
                }
                (0, error, |error| error.kind() == ErrorKind::Permission && error.code() == Some(200))
            } else if let Some((_, strange)) = strange {
                let error = refused(name, (&mut strange.answered).await);
                (1, error, |error| error.kind() == ErrorKind::Permission && error.code() == Some(10))
            } else {
                let error = refused(name, unknown.answered.await);
                (2, error, |error| error.kind() == ErrorKind::Authentication && error.code() == Some(190))
            };
        counts[at] += 1;
        if !is_right(&error) || error.operation() != Some(what.base.as_str()) {
            wrong.push(format!("`{name}` {at}: {error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts.iter().all(|count| *count > 5), "{counts:?}");
    Ok(())
}

fn refused(name: &str, answer: Result<Option<usize>>) -> Error {
    answer.err().unwrap_or_else(|| panic!("`{name}` is not refused"))
}

#[tokio::test]
async fn documented_operation_errors_are_typed() -> Result<()> {
    use achievements::{CreateError, DeleteError};
    let schema = graph_schema::builtin().into_result().unwrap();
    let sandbox = Sandbox::start().unwrap();
    let me = Clients::granted(&sandbox).me;
    let own = || user::me().achievements();
    let (registered, unknown) = (sandbox.achievement_url(), "https://example.com/none");
    let mut provoked = BTreeSet::new();
    let mut is = |error: &Error, named: bool| {
        assert!(named, "{error}");
        provoked.insert((error.operation().unwrap().to_owned(), error.code().unwrap()));
    };
    let none = me.send(own().create(unknown)).await.unwrap_err();
    is(&none, none.known() == Some(CreateError::NotRegistered) && none.known::<DeleteError>().is_none());
    let early = me.send(own().delete(&registered)).await.unwrap_err();
    is(&early, early.known() == Some(DeleteError::NotAchieved) && early.known::<CreateError>().is_none());
    me.send(own().create(&registered)).await?;
    let again = me.send(own().create(&registered)).await.unwrap_err();
    is(&again, again.known() == Some(CreateError::AlreadyAchieved));
    me.send(own().delete(&registered)).await?;
    let documented: BTreeSet<(String, i64)> = described(&schema)
        .into_iter()
        .flat_map(|(name, what)| what.errors.into_iter().map(move |code| (name.clone(), code)))
        .collect();
    assert_eq!(provoked, documented, "the errors that are provoked (left), and those of the schema (right)");
    Ok(())
}

#[tokio::test]
async fn public_operations_need_no_token() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let anyone = Graph::builder().host(sandbox.url()).build().with(NoToken);
    assert!(anyone.get::<fb::Page>(page::id(sandbox.page_id())).await?.name.is_some());
    assert!(anyone.get::<fb::Application>(application::id(sandbox.app_id())).await?.name.is_some());
    let picture = anyone.send(user::id(sandbox.user_id()).picture().get().redirect(false)).await?;
    assert!(picture.url.as_ref().is_some_and(|url| url.starts_with("http")), "{picture:?}");
    Ok(())
}
