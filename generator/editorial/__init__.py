"""What a news desk does besides publishing: checks, imports, new stories and sites, the schedule."""
