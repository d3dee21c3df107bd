mod document;
mod edges;
mod exposition;
mod full;
mod metrics;
mod readiness;
