"""From the words and the meaning of a question to the passages that fit it."""
