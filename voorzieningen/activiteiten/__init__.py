"""Activities: the programme, who comes, who waits, who was there, and the certificate of that."""
