"""Who is raced: one module each, which imports nothing but its own package, since each runs where that is installed."""
