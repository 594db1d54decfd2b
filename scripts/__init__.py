"""Setting up a machine; needs nothing but Python's own library."""
