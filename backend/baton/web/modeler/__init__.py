"""Process models: drafts, the modeler, and what is deployed."""
