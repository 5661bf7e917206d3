"""Questions to the database: pure functions from a reader to a frozen result, with ids and without labels."""
