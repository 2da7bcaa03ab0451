"""The sockets in the wall: what the core needs and somebody else provides, each with one contract suite."""
