"""Tasks and their prices."""
