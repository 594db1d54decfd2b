"""Our side of each row. Imports nothing but the application, so that its memory is a worker's memory."""
