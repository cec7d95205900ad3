"""Where versions of a library lie and candidates are found: in this process, or in Milvus for many."""
