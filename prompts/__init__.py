"""Prompts for language models: files with declared variables."""
