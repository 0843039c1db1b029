"""What an administrator of the machine does to the register."""
