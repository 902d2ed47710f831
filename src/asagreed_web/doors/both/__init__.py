"""What desk and portal do alike: neither may import the other."""
