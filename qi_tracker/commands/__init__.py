"""The commands of the console script, one module each; `cli.py` lists them."""
