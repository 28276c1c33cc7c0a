"""What other programs and editors withhold from readers, so that it is never published here by mistake."""
