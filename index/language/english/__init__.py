"""What Byline knows of English: small words, numerals, the calendar. Each has its own file."""
