"""Counts birds."""
