"""Claims: numbers in a text that are tied to figures by links, and whether the two agree."""
