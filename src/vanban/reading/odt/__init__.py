"""OpenDocument texts (ISO/IEC 26300)."""
