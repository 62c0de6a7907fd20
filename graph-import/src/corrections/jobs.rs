//! Nodes that the platform works on, and that are waited for.

/// What says how far the work is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job {
    spec: &'static str,
    /// The field with the state.
    pub(crate) state: &'static str,
    /// The states in which it is finished, and those in which it has failed.
    pub(crate) done: &'static [&'static str],
    pub(crate) failed: &'static [&'static str],
    /// The field with the percentage.
    progress: Option<&'static str>,
    /// The fields with the reason of a failure.
    error: &'static [&'static str],
    /// After how many seconds to ask again.
    pub(crate) every: u32,
}

const JOBS: &[Job] = &[
    // Instagram Platform: Content Publishing; Reference, IG Container. A container is an `IGMedia` in the catalogue.
    Job {
        spec: "IGMedia",
        state: "status_code",
        done: &["FINISHED", "PUBLISHED"],
        failed: &["ERROR", "EXPIRED"],
        progress: None,
        error: &["status"],
        every: 5,
    },
    // Marketing API: Insights, Asynchronous Jobs.
    Job {
        spec: "AdReportRun",
        state: "async_status",
        done: &["Job Completed"],
        failed: &["Job Failed", "Job Skipped"],
        progress: Some("async_percent_completion"),
        error: &["error_user_title", "error_user_msg", "error_message"],
        every: 3,
    },
];

/// The work on a node, if its state is a field of it: with the fields of the progress and of the reason that it has.
pub(crate) fn job(
    spec: &str,
    has_field: impl Fn(&str) -> bool,
) -> Option<(Job, Option<&'static str>, Vec<&'static str>)> {
    let job = JOBS.iter().copied().find(|job| job.spec == spec && has_field(job.state))?;
    let error = job.error.iter().copied().filter(|name| has_field(name)).collect();
    Some((job, job.progress.filter(|name| has_field(name)), error))
}

#[cfg(test)]
mod tests {
    use super::job;

    #[test]
    fn a_job_names_fields_that_are_there() {
        let (container, progress, error) = job("IGMedia", |_| true).unwrap();
        assert_eq!((container.state, progress, error), ("status_code", None, vec!["status"]));
        let (_, progress, error) = job("AdReportRun", |name| name == "async_status").unwrap();
        assert!(progress.is_none() && error.is_empty());
        assert!(job("IGMedia", |_| false).is_none() && job("Page", |_| true).is_none());
    }
}
