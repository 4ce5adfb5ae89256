"""Reports: how the money stands per period and per part, the bookings behind a figure, and files to take away."""
