"""What an expression may call, one file per subject; each function takes the frame first."""
