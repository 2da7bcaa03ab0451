"""Diagrams as standing pictures (SVG), for pages without scripts, for print and for documents."""
