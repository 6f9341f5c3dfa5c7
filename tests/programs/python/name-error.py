import os
prnt("x")
