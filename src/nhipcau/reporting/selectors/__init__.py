"""Reads of the room of reports."""
