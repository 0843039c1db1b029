"""Files made of a report's content (`selectors.snapshot`): plain values in, bytes out; no database, no clock."""
