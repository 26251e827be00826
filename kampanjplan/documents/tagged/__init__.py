"""Paper that everyone can read: PDF with a structure tree, PDF/UA-1 and PDF/A-2a in one file.

`Document` is where to begin: its sections are written from top to bottom, and `write` lays them on pages. It
knows nothing of what is written.
"""
