# Programs import dateutil.parser.
