"""How fast the model is and what it needs: measurements in fresh processes, what is made of them, and earlier ones."""
