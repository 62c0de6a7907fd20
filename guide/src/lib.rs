//! The guide in `pages`, whose examples are tests of this crate. `mdbook build guide` makes the site.

use graph_sandbox::Sandbox;

/// What an example may fail with.
pub type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Runs an example against a sandbox of the documents' API.
///
/// # Panics
///
/// If the example fails.
pub fn run(example: impl AsyncFnOnce(&Sandbox) -> Outcome) {
    run_with(Sandbox::builder(), example);
}

/// Runs an example against a sandbox of one of the platform's APIs, such as `whatsapp`, which has the given data.
///
/// # Panics
///
/// If the example fails.
pub fn run_api(api: &str, data: &str, example: impl AsyncFnOnce(&Sandbox) -> Outcome) {
    run_with(Sandbox::builder().api(api).data(data), example);
}

#[expect(clippy::panic, reason = "an example that fails is a test that fails")]
fn run_with(builder: graph_sandbox::Builder, example: impl AsyncFnOnce(&Sandbox) -> Outcome) {
    let done = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Into::into).and_then(
        |runtime| {
            let sandbox = builder.start()?;
            runtime.block_on(example(&sandbox))
        },
    );
    if let Err(error) = done {
        panic!("{error}");
    }
}

macro_rules! chapters {
    ($($name:ident: $file:literal),* $(,)?) => {
        $(#[doc = include_str!(concat!("../pages/", $file))] pub mod $name {})*
    };
}

chapters! {
    introduction: "introduction.md",
    first_call: "first-call.md",
    selections: "selections.md",
    sending: "sending.md",
    lists: "lists.md",
    tokens: "tokens.md",
    errors: "errors.md",
    batches: "batches.md",
    changes: "changes.md",
    files: "files.md",
    webhooks: "webhooks.md",
    testing: "testing.md",
    blocking: "blocking.md",
    your_schema: "your-schema.md",
    from_reqwest: "from-reqwest.md",
    from_sdks: "from-sdks.md",
    wire: "wire.md",
    limits: "limits.md",
    watching: "watching.md",
    tower: "tower.md",
    browser: "browser.md",
    cookbook: "cookbook.md",
    whatsapp: "whatsapp.md",
    messenger: "messenger.md",
    pages: "pages.md",
    instagram: "instagram.md",
    threads: "threads.md",
    ads: "ads.md",
}

#[doc = include_str!("readme.md")]
pub mod readme {}
