"""NarcDesk: the desk of a narcology office, without a screen. Qt is never imported here."""

VERSION = "0.1.0"
