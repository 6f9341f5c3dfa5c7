def execute_values(cur, sql, rows, **k):
    from psycopg2 import _quote
    cur.execute(sql.replace("%s", ", ".join(_quote(tuple(r)) for r in rows)))
class RealDictCursor: pass
