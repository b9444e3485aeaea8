"""What is printed and filed of an assessment: one content, its faces (paper, DOCX, PDF), and the code that leads back to it."""
