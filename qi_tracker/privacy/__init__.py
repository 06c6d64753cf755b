"""What must not be stored or shown. Pure: text and numbers in, findings out."""
