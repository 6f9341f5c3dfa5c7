class StatisticsError(ValueError): pass
def mean(data):
    data = list(data)
    if not data: raise StatisticsError('mean requires at least one data point')
    m = sum(data) / len(data)
    return int(m) if all(isinstance(d, int) for d in data) and m == int(m) else m
fmean = lambda data: float(mean(data))
def median(data):
    data = sorted(data); n = len(data)
    if not n: raise StatisticsError('no median for empty data')
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2
def mode(data):
    from collections import Counter
    return Counter(data).most_common(1)[0][0]
def variance(data, xbar=None):
    data = list(data); m = sum(data) / len(data)
    if len(data) < 2: raise StatisticsError('variance requires at least two data points')
    return sum((d - m) ** 2 for d in data) / (len(data) - 1)
def pvariance(data): data = list(data); m = sum(data) / len(data); return sum((d - m) ** 2 for d in data) / len(data)
def stdev(data): return variance(data) ** 0.5
def pstdev(data): return pvariance(data) ** 0.5
def quantiles(data, n=4):
    data = sorted(data); m = len(data) + 1; out = []
    for i in range(1, n):
        j, d = divmod(i * m, n); j = min(max(j, 1), len(data) - 1)
        out.append((data[j - 1] * (n - d) + data[j] * d) / n)
    return out
