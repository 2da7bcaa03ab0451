"""What people do with drafts besides drawing: versions, comparing, review and publishing, sharing, files in and out."""
