"""The method's own rules: facts in, codes out. No web, no database, no clock, no text."""
