"""The quarterly return: which rows it has, what counts in each, and the figures with what lies behind them. Pure: no Django."""
