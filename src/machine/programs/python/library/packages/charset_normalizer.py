# For requests, whose stand-in does this itself.
