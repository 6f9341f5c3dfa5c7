# For flask, whose stand-in does this itself.
