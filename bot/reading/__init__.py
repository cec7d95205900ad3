"""Bytes in a folder to articles; nothing else of the program opens the files of a corpus."""
