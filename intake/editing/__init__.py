"""One row of a register on a form: a form is a file of one row, and the checks of files are those of forms."""
