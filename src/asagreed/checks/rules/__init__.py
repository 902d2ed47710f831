"""The rules that come with the product, one file each, named by code and name: `CHECK` is what runs."""
