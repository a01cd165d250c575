"""Types and the structured, typed intermediate representation."""
