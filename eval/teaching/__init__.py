"""Invented papers and questions that the reader is taught on; see README.md beside this."""
