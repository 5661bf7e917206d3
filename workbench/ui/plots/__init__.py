"""Plots: drawing a chart on the screen and into pictures by one routine."""
