"""What a school, its board and a guest need to ask for a TLV, from the first click to the decision."""
