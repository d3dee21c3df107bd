mod document;
mod edges;
mod exposition;
mod metrics;
mod readiness;
