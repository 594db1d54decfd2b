"""Where files are kept: a local folder by default, any fsspec filesystem by STORAGE_URL."""

import secrets
from typing import IO, cast

import fsspec
from flask import current_app


class Storage:
    """Files under one root; names are random, so that none can be guessed."""

    def __init__(self, url: str) -> None:
        self.files, self.root = fsspec.core.url_to_fs(url)

    def path(self, key: str) -> str:
        """Where the file of `key` lies."""
        return f"{self.root}/{key}"

    def save(self, folder: str, content: bytes) -> str:
        """Keep `content` and give the key under which it is found again."""
        key = f"{folder}/{secrets.token_hex(16)}"
        self.files.makedirs(f"{self.root}/{folder}", exist_ok=True)
        self.files.pipe_file(self.path(key), content)
        return key

    def read(self, key: str) -> bytes:
        """The whole content; FileNotFoundError where there is none."""
        content: bytes = self.files.cat_file(self.path(key))
        return content

    def open(self, key: str) -> IO[bytes]:
        """A stream to read from."""
        stream: IO[bytes] = self.files.open(self.path(key), "rb")
        return stream

    def adopt(self, folder: str, local_path: str) -> str:
        """Move a finished local file in; it appears whole or not at all."""
        key = f"{folder}/{secrets.token_hex(16)}"
        self.files.makedirs(f"{self.root}/{folder}", exist_ok=True)
        self.files.put_file(local_path, self.path(f"{key}.part"))
        self.files.mv(self.path(f"{key}.part"), self.path(key))
        return key

    def delete(self, key: str) -> None:
        """Forget the file; one that is gone already is no fault."""
        if self.files.exists(self.path(key)):
            self.files.rm_file(self.path(key))


def storage() -> Storage:
    """The application's storage."""
    return cast(Storage, current_app.extensions["storage"])
