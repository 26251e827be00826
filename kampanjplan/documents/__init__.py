"""How a plan looks on paper."""
