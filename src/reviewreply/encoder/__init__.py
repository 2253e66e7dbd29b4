"""The classifier behind one protocol: texts in, readings out."""
