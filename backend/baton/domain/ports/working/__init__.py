"""The sockets that work of people needs from outside: mail, scanners, signatures, lists to choose from."""
