"""The everyday tools: rulings, baseline, differences between revisions, formatter, editor schema, a first corpus.

`commands` holds the command line of each; the modules beside it neither print nor exit, and read no clock and no
environment.
"""
