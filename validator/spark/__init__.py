"""Bulk claims past one machine: the same understanding, the same screen and the same exact rules, on Apache Spark or on
whatever speaks its protocol.
"""
