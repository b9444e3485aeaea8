"""Forms of other offices: their blank workbook or document, what belongs where in it, and the same form filled."""
