"""Exit statuses."""

DONE = 0
INVALID = 1
CANNOT_RUN = 2
INTERRUPTED = 130  # what a shell reports for a program stopped with Ctrl-C
