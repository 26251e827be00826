"""How a plan is kept: one SQLite file, read and written by SQLAlchemy Core."""
