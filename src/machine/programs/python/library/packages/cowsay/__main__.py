def main(words):
    import cowsay
    cowsay.cow(" ".join(w for w in words if not w.startswith("-")))
