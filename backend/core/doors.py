"""The Flask extensions that only requests need; a worker does without what they bring."""

from flask_compress import Compress
from flask_cors import CORS
from flask_jwt_extended import JWTManager
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

jwt = JWTManager()
limiter = Limiter(key_func=get_remote_address)
cors = CORS()
compress = Compress()
