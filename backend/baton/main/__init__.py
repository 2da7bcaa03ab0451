"""The roof: settings, wiring, the web application, the workers and the command line. Knows everyone, is known by no one."""
