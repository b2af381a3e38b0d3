"""Reading the region's list of providers from a file, and what differs from the register."""
