mod document;
mod edges;
