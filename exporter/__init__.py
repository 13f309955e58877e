"""Code news text into political events, validate them, and publish datasets."""
