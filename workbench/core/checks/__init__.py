"""Rules over figures and statements: what cannot be true, and what deserves a second look."""
