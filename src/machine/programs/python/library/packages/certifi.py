def where(): return "/etc/ssl/certs/ca-certificates.crt"
