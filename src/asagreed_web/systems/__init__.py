"""What a customer uses: systems and sites, with what was declared of them."""
