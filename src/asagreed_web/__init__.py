"""The web application: the desk, the portal, the API, and the worker behind them."""
