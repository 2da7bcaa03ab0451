"""Rules about what models carry beyond BPMN."""
