"""The planner: a frozen Problem in, proposals with reasons (as facts) out. No database and no window."""
