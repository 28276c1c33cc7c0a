"""What a news desk does besides publishing: checks, importing wire copy, new stories and sites, the schedule."""
