"""Figures about the business, read across the domains."""
