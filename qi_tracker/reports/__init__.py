"""What is said when a chart leaves the program, and the documents that say it. No request, no drawing library."""
