"""Checks of the data itself: what cannot be right, whatever the law asks.

A fault is no gap: it changes no verdict and stands in no count of gaps. Unknown data is no fault: missing is not wrong.
The checks are data (checks.toml); what they can look for are the few kinds of ``kinds/``.
"""
