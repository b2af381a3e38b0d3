"""Records of the cases of one closed year, for the regional dispensary alone: inside medical secrecy (decisions 1).

Read in this order: ``policy`` (the closed list of columns and values), ``cases`` and ``signs`` (who, and what is said
of him), ``census``, ``choosing`` (how coarse) and ``dealing`` (what that betrays), ``release`` and ``papers`` (what
leaves), ``judging`` (from the file alone), ``attacks`` (what somebody who knows people could work out of it),
``export`` (the act).
"""
