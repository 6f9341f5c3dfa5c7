# For pandas, whose stand-in knows no time zones.
