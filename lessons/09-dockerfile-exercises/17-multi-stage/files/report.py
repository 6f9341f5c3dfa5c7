import requests

print(f"report with requests {requests.__version__}, {{tag}}")
