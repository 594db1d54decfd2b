"""Where files are kept: a local folder by default, any fsspec filesystem by STORAGE_URL."""

import secrets
from typing import IO, cast

import fsspec
from flask import current_app
from fsspec.implementations.local import LocalFileSystem


class Storage:
    """Files under one root; names are random, so that none can be guessed."""

    def __init__(self, url: str) -> None:
        self.files, self.root = fsspec.core.url_to_fs(url)
        self.is_local = isinstance(self.files, LocalFileSystem)

    def path(self, key: str) -> str:
        """Where the file of `key` lies."""
        return f"{self.root}/{key}"

    def save(self, folder: str, content: bytes) -> str:
        """Keep `content` and give the key under which it is found again."""
        key = self.new_key(folder)
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

    def new_key(self, folder: str) -> str:
        """A name for a file that is yet to come."""
        return f"{folder}/{secrets.token_hex(16)}"

    def adopt(self, key: str, local_path: str) -> None:
        """Move a finished local file in; it appears whole or not at all, and takes no room twice."""
        self.files.makedirs(self.path(key).rpartition("/")[0], exist_ok=True)
        part = self.path(f"{key}.part")
        try:
            # A local folder gets the file itself, another disk or a store of objects gets a copy.
            (self.files.mv if self.is_local else self.files.put_file)(local_path, part)
            self.files.mv(part, self.path(key))
        except BaseException:
            self.delete(f"{key}.part")
            raise

    def delete(self, key: str) -> None:
        """Forget the file; one that is gone already is no fault."""
        if self.files.exists(self.path(key)):
            self.files.rm_file(self.path(key))


def storage() -> Storage:
    """The application's storage."""
    return cast(Storage, current_app.extensions["storage"])
