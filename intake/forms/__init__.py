"""Blank forms: a workbook for each kind of file, ready to be filled in and brought in as it is."""

from intake.forms.blank import FORMS, Form, write_blank

__all__ = ["FORMS", "Form", "write_blank"]
