"""The Threat Report Workbench: a monthly threat report's figures, their history and their findings."""
