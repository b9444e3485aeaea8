"""The verbs about people: grants, accounts, tokens. Each is atomic, named in the log, and refuses with a code."""
