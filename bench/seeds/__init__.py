"""Towns to measure in: many people and bookings, the same ones every time."""
