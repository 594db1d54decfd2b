"""Real servers, brought up by the tests themselves on free ports of loopback."""
