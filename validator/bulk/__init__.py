"""Bulk claims: rows of JSONL and Parquet files, screened in DuckDB so that only questions that may clash are judged
one by one.
"""
