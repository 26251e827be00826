"""What a coordinator does: one verb-named function each, between the window and the store."""
