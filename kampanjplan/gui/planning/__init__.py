"""The parts of Planera: what is asked, what is proposed, and what it is weighed against."""
