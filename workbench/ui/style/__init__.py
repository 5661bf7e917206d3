"""How it looks: colours, type and icons, declared once for both themes."""
