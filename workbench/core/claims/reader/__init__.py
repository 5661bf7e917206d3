"""Reading prose: from a text to passages, mentions and claims that are not bound yet."""
