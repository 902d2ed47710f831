"""Every reason to pay: fees, work, travel, goods, blocks, riders, and credits below zero."""
