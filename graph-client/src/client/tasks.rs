//! Tasks: what the person of a token may do on a Page.

use http::Method;
use serde_json::Value;

use super::{Client, Pending, guard::Guard};
use crate::{
    answer::Body,
    call::Describe,
    decode::lenient_json,
    error::{Error, ErrorKind, Result},
    facts::UserToken,
    request::Request,
};

/// The number of Pages per request.
const LIMIT: &str = "100";
/// The prefix of tasks on Pages with the New Pages Experience.
const NEW_PAGES: &str = "PROFILE_PLUS_";

impl<S> Client<UserToken, S> {
    /// Reads the person's tasks on a Page. A Page token that was issued to the person allows no more than these.
    ///
    /// Some calls require one of several tasks in addition to permissions: see [`Describe::tasks`]. Before you store a
    /// Page token, check both: the permissions with [`verify`](Client::verify), and the tasks with this method:
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(me: Client<UserToken>, page: Client<PageToken>, post: impl Describe) -> Result<()> {
    /// me.page_tasks("1033445").await?.check(&post)?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if the person has no role on the Page, or did not select it in the login dialog.
    pub fn page_tasks(&self, page: impl AsRef<str>) -> Pending<PageTasks> {
        let (this, page) = (self.unchecked(), page.as_ref().to_owned());
        Pending::new(move |mut settings| {
            // Several pages have no common ETag.
            settings.validator = None;
            Box::pin(async move {
                let timer = this.shared.timer.clone();
                let until = settings.timeout.map(|timeout| timer.now().saturating_add(timeout));
                let mut after: Option<String> = None;
                let (mut guard, mut rows) = (Guard::default(), 0);
                loop {
                    let mut request = Request::raw(this.shared.api, Method::GET, "me/accounts");
                    request.params().set("fields", "id,tasks");
                    request.params().set("limit", LIMIT);
                    if let Some(after) = &after {
                        request.params().set("after", after);
                    }
                    match &after {
                        None => guard.begin(&request),
                        Some(_) => guard.advance(rows, &request)?,
                    }
                    settings.timeout = until.map(|until| until.saturating_sub(timer.now()));
                    let body: Value = this.caller()(settings.clone()).run(request, json).await?;
                    rows = body.get("data").and_then(Value::as_array).map_or(0, Vec::len);
                    if let Some(tasks) = of_page(&body, &page) {
                        return Ok(PageTasks { page, tasks });
                    }
                    let next = next(&body).map(str::to_owned);
                    if next.is_none() {
                        let message = format!(
                            "the person has no role on the Page {page}, or did not select it in the login dialog"
                        );
                        return Err(Error::new(ErrorKind::NotFound, message));
                    }
                    after = next;
                }
            })
        })
    }
}

/// A person's tasks on a Page. Returned by [`Client::page_tasks`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTasks {
    page: String,
    tasks: Vec<String>,
}

impl PageTasks {
    /// The tasks as the platform names them, such as `CREATE_CONTENT` or `PROFILE_PLUS_CREATE_CONTENT`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tasks.iter().map(String::as_str)
    }

    /// Whether these tasks allow a call: it requires none, or one of these.
    pub fn allow(&self, call: &impl Describe) -> bool {
        let needed = call.tasks();
        needed.is_empty() || needed.iter().any(|task| self.names().any(|own| is_same(own, task)))
    }

    /// Checks that these tasks allow a call.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Permission`] if they do not. The message lists the tasks of which one is required, and those that
    /// the person has.
    pub fn check(&self, call: &impl Describe) -> Result<()> {
        if self.allow(call) {
            return Ok(());
        }
        let operation = call.operation().map_or_else(|| "the call".to_owned(), |name| format!("`{name}`"));
        let own = if self.tasks.is_empty() { "none".to_owned() } else { self.tasks.join(", ") };
        let message = format!(
            "{operation} needs one of these tasks on the Page {}: {}; the person has {own}; ask an administrator of the \
             Page for one of them",
            self.page,
            call.tasks().join(", ")
        );
        Err(Error::new(ErrorKind::Permission, message))
    }
}

fn is_same(own: &str, task: &str) -> bool {
    own == task || own.strip_prefix(NEW_PAGES) == Some(task)
}

fn json(body: Body<'_>) -> Result<Value> {
    lenient_json(body.bytes).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("the response with the person's Pages is not JSON: {error}"))
    })
}

/// The tasks in the row of a Page.
fn of_page(body: &Value, page: &str) -> Option<Vec<String>> {
    let row = body.get("data")?.as_array()?.iter().find(|row| {
        let id = row.get("id");
        // Ids may also be numbers.
        id.and_then(Value::as_str) == Some(page)
            || id.and_then(Value::as_u64).is_some_and(|id| page.parse() == Ok(id))
    })?;
    let tasks = row.get("tasks").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Some(tasks.iter().filter_map(|task| task.as_str().map(str::to_owned)).collect())
}

/// Where the next page of the list starts.
fn next(body: &Value) -> Option<&str> {
    body.pointer("/paging/next")?;
    body.pointer("/paging/cursors/after")?.as_str()
}
