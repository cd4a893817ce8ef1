"""What professionals say of services: wrong information, no answer, or praise."""
