"""Articles from the web: fetched behind guards, page by page or feed by feed."""
