"""Every kind of chart in every state it may be in, for developers and for the visual test: `python3 dev.py gallery`.

`families.py` invents numbers for each kind, `states.py` makes the thirteen states of them, `sheets.py` a page for each
kind, `contract.py` says what a picture breaks of the chart contract. Nothing here is part of the product.
"""
