"""Proof that no notice is lost or sent twice: everything it stands on is killed while thousands go out."""
