"""English: what the coder knows of the language, as data files, and the modules that read them."""
