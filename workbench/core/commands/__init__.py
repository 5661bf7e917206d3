"""What changes the database: each command is one transaction and one undo step."""
