"""What we reach beside what the machine can do, measured in one run: `make bench`."""
