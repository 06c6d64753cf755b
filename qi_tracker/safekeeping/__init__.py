"""Backups: made while the program is in use, checked, and restored on either database. Knows no request."""
