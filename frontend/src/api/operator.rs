//! Background work of the installation, for its operators.

use domain::JobId;
use domain::job::{JobFigures, JobPage, JobState};

use super::call::Call;
use super::{Client, Error};

/// The newest jobs in a state.
pub(crate) async fn jobs(client: Client, state: JobState, limit: usize) -> Result<JobPage, Error> {
    let query = [("state", state.as_str().to_owned()), ("limit", limit.to_string())];
    client.send(Call::get("operator/jobs").query(&query)).await?.read()
}

/// Figures for each kind.
pub(crate) async fn figures(client: Client) -> Result<JobFigures, Error> {
    client.send(Call::get("operator/jobs/summary")).await?.read()
}

/// Puts a failed job back into the queue.
pub(crate) async fn retry(client: Client, id: JobId) -> Result<(), Error> {
    client.send(Call::post(format!("operator/jobs/{id}/retry"))).await.map(drop)
}

/// Asks for the end of a job.
pub(crate) async fn cancel(client: Client, id: JobId) -> Result<(), Error> {
    client.send(Call::post(format!("operator/jobs/{id}/cancel"))).await.map(drop)
}
