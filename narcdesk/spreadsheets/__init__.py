"""Tables that come from outside and go out: sheets read within limits whoever made them, and sheets written."""
