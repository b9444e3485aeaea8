"""What is said of a key project: whether it is late, whether its money adds up, which words there are. Pure: no Django."""
