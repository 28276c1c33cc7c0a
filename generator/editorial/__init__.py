"""The work of a news desk apart from publishing: checks, importing wire copy, new stories and sites, the schedule."""
