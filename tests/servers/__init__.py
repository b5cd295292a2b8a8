"""Servers on loopback that stand in for a language model's provider."""
