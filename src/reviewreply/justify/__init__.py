"""How far the customer is right: claims, signals, facts, verdict, score."""
