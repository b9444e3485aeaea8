"""What programmes there are and what they ask for: kinds as data, units, the quota. Pure: no Django."""
