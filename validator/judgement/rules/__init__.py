"""One module a rule: the file name is its id, the docstring its page, its examples and its test."""
