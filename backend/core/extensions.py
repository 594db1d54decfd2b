"""The Flask extensions, made once and bound to an application in create_app()."""

from flask_caching import Cache
from flask_cors import CORS
from flask_jwt_extended import JWTManager
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy

from backend.core.database import Base

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
jwt = JWTManager()
cache = Cache()
limiter = Limiter(key_func=get_remote_address)
mail = Mail()
cors = CORS()
