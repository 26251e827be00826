"""How a plan is seen and touched. The only room that knows Qt."""
