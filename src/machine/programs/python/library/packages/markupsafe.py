def escape(s): return str(s).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
