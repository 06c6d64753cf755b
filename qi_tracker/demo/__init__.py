"""Three worked projects of an invented kommune, as data, and what loads them."""
