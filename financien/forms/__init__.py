"""The shape of what the controller types."""
