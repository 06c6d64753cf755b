"""The web edge: one package per noun, all of one shape, thin."""
