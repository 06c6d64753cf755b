"""Tables in: `tables` reads cells, `preview` says what they will become, `messages` says it in words."""
