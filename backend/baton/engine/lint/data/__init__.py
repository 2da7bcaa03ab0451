"""Rules about data objects, data stores and the data that elements declare."""
