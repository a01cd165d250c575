"""IR to Rust: the tree, its one printer, and the Cargo package."""
