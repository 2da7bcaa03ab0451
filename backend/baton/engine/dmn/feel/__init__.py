"""FEEL, the expression language of DMN, as far as tables need it; what is missing is refused when a file is compiled."""
