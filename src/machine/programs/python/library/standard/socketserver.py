from http.server import HTTPServer as TCPServer
ThreadingTCPServer = TCPServer
