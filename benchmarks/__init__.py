"""Our analysis beside other packages, and beside what none can be faster than. Nothing of the program needs it."""
