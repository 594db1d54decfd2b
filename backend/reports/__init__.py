"""Monthly reports of what a customer did, and daily digests of what waits for a professional."""
