"""Questions that no one sentence answers: a story, what the archive holds, named outlets."""
