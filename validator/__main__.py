"""`python -m validator`: the same program as `validate`."""

from validator.cli import program

if __name__ == "__main__":
    program()
