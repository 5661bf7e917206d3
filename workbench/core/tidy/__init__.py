"""Tidy tables: one figure a row, for CSV in and out without loss."""
