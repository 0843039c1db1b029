"""Screens of the room of reports."""
