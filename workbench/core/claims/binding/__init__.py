"""Binding what was read to metrics, segments and periods, each with a score; doubtful ones keep their candidates."""
