"""What keeps readers and editors safe: headers of every answer, and uploads that carry nothing along."""
