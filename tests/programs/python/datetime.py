from datetime import datetime, date, timedelta, timezone
d = datetime(2024, 2, 28, 13, 5, 9); print(d, repr(d), d.isoformat(), d.strftime("%Y-%m-%d %H:%M:%S %A %B %j %p %I %y"), d.date(), d.time(), d.weekday())
print(d + timedelta(days=2, hours=12), d - datetime(2024, 1, 1), (d - datetime(2024, 1, 1)).total_seconds(), timedelta(seconds=90061))
print(datetime.strptime("2024-01-31 08:00", "%Y-%m-%d %H:%M"), date.fromisoformat("2024-12-25"), datetime.fromisoformat("2024-01-01T10:00:00+02:00"))
print(d.replace(year=2025, day=1), d.year, d.month, d < datetime(2025, 1, 1), date(2024, 3, 1) - date(2024, 2, 1), datetime(2024, 1, 1, tzinfo=timezone.utc).isoformat(), datetime.fromtimestamp(0, timezone.utc))
try: date(2023, 2, 29)
except ValueError as e: print(e)
