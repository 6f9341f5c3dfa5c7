# For gunicorn, whose stand-in does this itself.
