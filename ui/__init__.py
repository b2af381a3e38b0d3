"""Windows of NarcDesk: they collect and show, decide nothing and hold no SQL."""
