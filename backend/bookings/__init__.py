"""The heart: what customers book and professionals do."""
