"""What the workbench knows of threat figures: plain Python on the standard library, no screen and no database."""
