"""Magic links as they are made: inside of acts, also of the one door through which instances change."""
