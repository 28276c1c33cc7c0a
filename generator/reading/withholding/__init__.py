"""Recognises what other programs and editors withhold from readers, so that it is not published by mistake."""
