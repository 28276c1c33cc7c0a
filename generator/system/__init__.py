"""The operating system, used so that neither links nor crashes do harm: files read without following links, child processes."""
