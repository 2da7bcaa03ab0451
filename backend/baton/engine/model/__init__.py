"""From the files of a definition to specifications that all of its instances share and nobody changes."""
