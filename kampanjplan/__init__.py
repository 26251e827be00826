"""Kampanjplan plans tours of seminar days for Swedish public authorities."""

__version__ = "0.1.0"
