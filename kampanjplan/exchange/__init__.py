"""Files and cells from and to other programs."""
