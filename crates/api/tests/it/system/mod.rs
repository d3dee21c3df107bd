mod document;
mod edges;
mod readiness;
