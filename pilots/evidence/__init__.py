"""Photos and documents as they come in: read, written anew, or refused. No Django, no database: bytes in, bytes out."""
