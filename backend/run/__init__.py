"""`make run`: everything one machine needs, started in order and watched."""
