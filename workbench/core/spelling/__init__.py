"""Numbers and periods as people write them, in Japanese and English, read without guessing."""
