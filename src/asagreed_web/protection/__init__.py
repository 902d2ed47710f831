"""What is kept no longer than agreed, what is handed out when somebody asks for it, and who is forgotten."""
