"""The worklist, the task page and starting processes: what people do all day."""
