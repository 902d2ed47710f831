"""What happened to systems - outages, windows, excuses and corrections - and the availability that follows."""
