"""Mail that anybody may ask for without an account: confirmed by a letter, ended by one press."""
