"""Who is owed which message, and what became of it."""
