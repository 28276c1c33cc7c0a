"""The operating system, used safely: files are read without following links, and child processes end with us.   [disk]"""
