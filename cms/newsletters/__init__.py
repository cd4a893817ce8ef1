"""The newsletter: issues as pages, the letters made of them, and their sending to who asked for them."""
