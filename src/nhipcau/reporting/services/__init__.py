"""Writing in the room of reports."""
