"""Kinds of what may be due, one file each."""
