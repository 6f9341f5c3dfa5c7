from requests import RequestException, HTTPError, ConnectionError, Timeout, JSONDecodeError, ConnectTimeout, ReadTimeout
