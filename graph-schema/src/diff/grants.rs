//! Compares what calls require besides permissions, and the hosts that files lie on.

use super::{Both, ChangeKind, Changes, Verdict};
use crate::model::Grants;

impl Both<'_> {
    /// Tasks are alternatives; features are all required. Only the server checks them.
    pub(super) fn grants(self, place: &str, (old, new): (&Grants, &Grants), changes: &mut Changes) {
        let is_kept = |all: &[String], name: &String| all.contains(name);
        let wider = new.tasks.is_empty()
            || !old.tasks.is_empty() && old.tasks.iter().all(|task| is_kept(&new.tasks, task));
        let verdict = if wider { Verdict::Minor } else { Verdict::Major };
        let tasks = (sorted(&old.tasks, " or "), sorted(&new.tasks, " or "));
        changes.changed((ChangeKind::Permission, verdict), place, "task", tasks);
        let fewer = new.features.iter().all(|feature| is_kept(&old.features, feature));
        let verdict = if fewer { Verdict::Minor } else { Verdict::Major };
        let features = (sorted(&old.features, " and "), sorted(&new.features, " and "));
        changes.changed((ChangeKind::Permission, verdict), place, "feature", features);
    }

    /// The hosts that the access token may go to, and the login dialog.
    pub(super) fn hosts(self, changes: &mut Changes) {
        let (old, new) = (self.old, self.new);
        let dialog = |dialog: &Option<String>| dialog.clone().unwrap_or_else(|| "the platform's".to_owned());
        let wire = (ChangeKind::Wire, Verdict::Major);
        changes.changed(wire, "the API", "login dialog", (dialog(&old.dialog), dialog(&new.dialog)));
        for host in old.hosts.iter().filter(|host| !new.hosts.contains(host)) {
            changes.add(
                ChangeKind::Wire,
                Verdict::Major,
                "the API",
                format!("host of files `{host}` removed"),
            );
        }
        for host in new.hosts.iter().filter(|host| !old.hosts.contains(host)) {
            changes.add(ChangeKind::Wire, Verdict::Minor, "the API", format!("host of files `{host}` added"));
        }
    }
}

fn sorted(names: &[String], between: &str) -> String {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    if names.is_empty() { "none".to_owned() } else { names.join(between) }
}
