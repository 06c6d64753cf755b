"""What `dev.py` is made of. Standard library only, except `fonts.py`, which runs inside the environment it sets up."""
