"""The Telegram shell: updates in, replies out; the only room that knows Telegram."""
