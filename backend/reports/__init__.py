"""Monthly reports of what a customer did."""
