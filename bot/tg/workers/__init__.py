"""What a worker meets: answers and their buttons, articles to read, topics to follow, and what is sent unasked."""
