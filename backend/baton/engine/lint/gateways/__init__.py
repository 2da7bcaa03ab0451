"""Rules about gateways and the conditions behind them."""
