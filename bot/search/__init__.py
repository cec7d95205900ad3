"""Passages and a question in, hits and quotes out."""
