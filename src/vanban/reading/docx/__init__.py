"""Word documents straight from OOXML (ECMA-376, ISO/IEC 29500)."""
