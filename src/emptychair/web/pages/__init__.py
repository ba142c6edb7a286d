"""Pages: one module a subject; each has a `router`, and no other file is told of it."""
