"""What is wrong with a form file or with submitted values, in sentences a person can act on."""
