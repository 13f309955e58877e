"""One module for each section of the benchmark; each offers ``run(rows, repeat) -> list[Section]``."""
