"""Rules over texts: what the statements of a report say of one another, by interval arithmetic."""
