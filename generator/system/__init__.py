"""The operating system, used safely: files read without following links, child processes that end with us.   [disk]"""
