"""Texts of reports out of files: plain text, Markdown, HTML, Word and PDF."""
