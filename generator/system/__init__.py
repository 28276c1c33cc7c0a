"""Safe use of the operating system: files read without following links, child processes that end in time.   [disk]"""
