"""The way of one question: what it is, what is found for it, and the answer it comes to."""
