"""The pages of remedy plans: order one, see how far it is, read it, print it, hold it against another."""
