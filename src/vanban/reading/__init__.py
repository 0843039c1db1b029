"""Bytes → `SourceDocument`: one reader a format behind one registry, limits against hostile files."""
