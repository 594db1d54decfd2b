"""Files that an admin asks for, made by jobs."""
