"""The real bot as a process against a stand-in for Telegram: a line for each thing that is promised.

The stand-in is no part of this repository: it is looked for beside it, in `../shared/botapi`, and where that is absent
nothing is run.
"""
