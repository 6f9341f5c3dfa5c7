def risky(x):
    try:
        if x == 0: raise ValueError("zero", 1)
        if x == 1: return 10 / 0
        if x == 2: return [][5]
        if x == 3: return None.foo
        if x == 4: return int("abc")
        if x == 5: return "a" + 1
        if x == 6: return undefined_name
        if x == 7: return {}[1]
        if x == 8: open("/nope/x")
        if x == 9: import not_a_module
        if x == 10: return (1).foo
        if x == 11: return risky(1, 2)
        if x == 12: a, b = [1, 2, 3]
        if x == 13: assert False, "msg"
        if x == 14: raise KeyError("k")
        if x == 15: return 1 + None
        if x == 16: return len(5)
        if x == 17: float("x")
        if x == 18: return [1, 2].index(9)
        if x == 19: raise NotImplementedError
        if x == 20: return "abc"[10]
        if x == 21: return sorted([1, "a"])
        if x == 22: for_ = 5; for_()
        if x == 23: return {[]: 1}
        if x == 24: (1, 2)[0] = 5
        if x == 25: risky()
    except (ValueError, ZeroDivisionError) as e:
        return f"{type(e).__name__}: {e}"
    except Exception as e:
        return f"E {type(e).__name__}: {e}"
    else: return "fine"
    finally: print("f", end=" ")
for i in range(27): print(i, risky(i))
class MyErr(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
try:
    try: raise MyErr(3)
    except MyErr as e: raise RuntimeError("outer") from e
except RuntimeError as e: print(e, repr(e.__cause__), e.__cause__.code)
