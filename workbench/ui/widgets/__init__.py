"""Parts that views are put together of."""
