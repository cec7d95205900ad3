"""Niangjia: answers workers' questions with verbatim, cited quotes from their union's articles."""
