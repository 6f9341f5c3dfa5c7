# The names are in urllib.parse, urllib.request and urllib.error.
