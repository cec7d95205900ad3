"""What an admin meets: reloads and the way back, the files of the corpus, and the books."""
