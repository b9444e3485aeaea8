"""The progress report of a quarter: the return with its pilots, city by city, as paper and as a workbook."""
