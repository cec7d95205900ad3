"""Whether the running bot is well, for whoever watches over it."""
