"""PDF files by their text layer: characters with their place → lines → paragraphs."""
