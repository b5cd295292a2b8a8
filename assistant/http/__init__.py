"""The HTTP doors: questions and articles as JSON, kept conversations, and OpenAI's protocol."""
