"""Updates in and requests out: fetched or posted, each once, in order, at the pace that Telegram allows."""
