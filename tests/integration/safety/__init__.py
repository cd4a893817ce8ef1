"""What keeps readers and editors safe."""
