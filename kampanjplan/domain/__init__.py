"""What a tour is: frozen values and pure rules. No files, no database, no window."""
