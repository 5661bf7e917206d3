"""The colours by what they mean, for a light and a dark theme. Contrast on `surface` is 4.5 or more for text, 3 for marks.

Indigo is the only accent. Vermilion means an error and nothing else. Worse is persimmon, better is teal, always with sign
and arrow.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as "#rrggbb"; `severity` has seven classes, the last one the worst, with their text colours."""

    name: str
    window: str
    surface: str
    raised: str
    header: str
    hover: str
    line: str
    grid: str
    control: str
    text: str
    text2: str
    missing: str
    disabled: str
    accent: str
    on_accent: str
    tint: str
    selection: str
    selection_text: str
    worse: str
    better: str
    error: str
    error_ground: str
    warning: str
    warning_ground: str
    good: str
    good_ground: str
    edited: str
    severity: tuple[str, ...]
    severity_text: tuple[str, ...]
    bar: str
    land: str
    hatch: str


LIGHT = Tokens(
    name="light",
    window="#f3f2ee",
    surface="#fdfdfb",
    raised="#ffffff",
    header="#ebeae5",
    hover="#eef1f6",
    line="#d6d4cd",
    grid="#e7e5df",
    control="#7f838c",
    text="#1b1e24",
    text2="#555a64",
    missing="#6f747d",
    disabled="#8f939b",
    accent="#27509b",
    on_accent="#ffffff",
    tint="#e4eaf5",
    selection="#dbe5f6",
    selection_text="#14233f",
    worse="#ad4413",
    better="#0b6a80",
    error="#b3261e",
    error_ground="#fbe9e6",
    warning="#8a5a00",
    warning_ground="#fbf0d9",
    good="#1d6b4f",
    good_ground="#e3f1ea",
    edited="#6b3f9e",
    severity=("#fbf1df", "#f8dfba", "#f2c48b", "#e6a15d", "#d07a37", "#a9531f", "#77340f"),
    severity_text=("#1b1e24", "#1b1e24", "#1b1e24", "#1b1e24", "#1b1e24", "#ffffff", "#ffffff"),
    bar="#a0b3d6",
    land="#f0efea",
    hatch="#dddbd3",
)

DARK = Tokens(
    name="dark",
    window="#15171c",
    surface="#1b1e25",
    raised="#242832",
    header="#20242c",
    hover="#262b36",
    line="#353a46",
    grid="#2a2f39",
    control="#767d8b",
    text="#e8e9ec",
    text2="#a6acb8",
    missing="#8a91a0",
    disabled="#6d7482",
    accent="#8fb4f7",
    on_accent="#0f1b33",
    tint="#25314a",
    selection="#2b3b5c",
    selection_text="#f2f5fb",
    worse="#ff9d6e",
    better="#63c9dc",
    error="#ff8f83",
    error_ground="#3b2220",
    warning="#e9b659",
    warning_ground="#352b17",
    good="#74cda6",
    good_ground="#1d3229",
    edited="#c3a3f0",
    severity=("#2c241f", "#46301f", "#6a4422", "#945f2b", "#bf8140", "#e2ab68", "#f9dca6"),
    severity_text=("#ffffff", "#ffffff", "#ffffff", "#ffffff", "#1b1e24", "#1b1e24", "#1b1e24"),
    bar="#55698e",
    land="#242832",
    hatch="#343a46",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
