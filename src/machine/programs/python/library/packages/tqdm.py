def tqdm(it=None, *a, **k): return it
trange = range
