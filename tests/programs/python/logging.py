import logging, sys
logging.warning("to stderr %s", 5)
log = logging.getLogger("app"); log.info("hidden"); log.error("shown")
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s")); log.addHandler(h); log.setLevel(logging.DEBUG); log.propagate = False
log.debug("d %d", 1); log.info("i")
try: 1 / 0
except ZeroDivisionError: log.exception("boom")
